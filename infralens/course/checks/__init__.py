"""Judging what was read: texts, links, concepts, names, ages."""
