"""The fixtures of the course tests."""

from __future__ import annotations

from tests.course.conftest import golden, project

__all__ = ["golden", "project"]
