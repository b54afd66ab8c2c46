"""Which version-sensitive claims are older than the course allows?"""

from __future__ import annotations

from datetime import date

from infralens.course.dated import LIMIT, WHOLE, dated_claims
from infralens.ground.issue import IssueSet
from infralens.model.course import Course


def check_ages(course: Course, today: date, issues: IssueSet) -> None:
    """Note claims and figures that are older than the limit on the given day."""
    for dated in dated_claims(course):
        year, month = map(int, dated.as_of.split("-"))
        months = (today.year - year) * 12 + today.month - month
        if months > LIMIT:
            named = "this claim is" if dated.address else f"figures of '{dated.where}' are"
            named = "this page is" if dated.says == WHOLE else named
            fact = f"{named} as of {dated.as_of}, {months} months old"
            hint = "check it against its sources and set as_of anew"
            issues.add(dated.position, "claim-aged", fact, hint)
