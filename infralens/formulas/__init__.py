"""The formula library: modules in the formula language, read as text by the engine."""
