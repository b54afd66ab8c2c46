"""Floor 3: reading, resolving and judging a course, and the lock of reviewed excerpts."""

from infralens.course.load import load_course

__all__ = ["load_course"]
