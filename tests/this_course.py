"""The course of this repository, read once in a process: reading and judging it takes seconds."""

from __future__ import annotations

from functools import cache

from infralens.bootstrap.environment import ROOT
from infralens.course.load import load_course
from infralens.ground.issue import IssueSet
from infralens.model.course import Course
from infralens.render.site import Site, render_site
from infralens.render.sources import SourceLinks


@cache
def this_course() -> tuple[Course, IssueSet]:
    """The course and what is wrong with it; nobody changes either."""
    return load_course(ROOT)


@cache
def this_site() -> Site:
    """All its pages and files, rendered once in a process, too."""
    return render_site(this_course()[0], SourceLinks())
