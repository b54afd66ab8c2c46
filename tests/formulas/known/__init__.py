"""Values from outside for what the published cases do not reach: papers, and sums by hand."""
