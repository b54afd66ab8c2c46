"""The formula library: one definition of every quantity the course computes."""
