"""Floor 1: what a course consists of, as frozen types without I/O."""
