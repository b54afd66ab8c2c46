"""The course of this repository, read once in a process: reading and judging it takes seconds."""

from __future__ import annotations

from functools import cache

from infralens.bootstrap.environment import ROOT
from infralens.course.load import load_course
from infralens.ground.issue import IssueSet
from infralens.model.course import Course


@cache
def this_course() -> tuple[Course, IssueSet]:
    """The course and what is wrong with it; nobody changes either."""
    return load_course(ROOT)
