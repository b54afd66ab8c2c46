"""Which version-sensitive claims are older than the course allows?"""

from __future__ import annotations

from datetime import date

from infralens.ground.issue import IssueSet
from infralens.model.blocks import VersionNote
from infralens.model.course import Course

LIMIT = 12
"""Months after which a claim has to be looked at again."""


def check_ages(course: Course, today: date, issues: IssueSet) -> None:
    """Note claims that are older than the limit on the given day."""
    for page in course.pages:
        for block in page.blocks:
            if isinstance(block.spec, VersionNote):
                year, month = map(int, block.spec.as_of.split("-"))
                months = (today.year - year) * 12 + today.month - month
                if months > LIMIT:
                    fact = f"this claim is as of {block.spec.as_of}, {months} months old"
                    hint = "check it against its sources and set as_of anew"
                    issues.add(block.position, "claim-aged", fact, hint)
