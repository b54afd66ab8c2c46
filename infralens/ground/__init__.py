"""Floor 0: source files, positions, and issues with codes."""
