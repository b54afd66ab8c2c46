"""How hard hypothesis tries is said once, with the course tests."""

from __future__ import annotations

import tests.course.conftest  # noqa: F401
