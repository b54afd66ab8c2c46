"""A mistake is reported with the page that has it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from infralens.doors.mistakes import report_address

ADDRESS = "https://example.org/course/handbook/memory/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("base", "subject"),
    [
        ("https://github.com/example/course/issues/new", "title"),
        ("https://example.org/report?course=7", "title"),
        ("mailto:course@example.org", "subject"),
    ],
)
def test_the_report_begins_with_what_is_known(base: str, subject: str) -> None:
    found = report_address(base, title="Bytes & weights", address=ADDRESS, commit=COMMIT)
    assert found is not None
    assert found.startswith(base)
    fields = parse_qs(urlsplit(found).query)
    assert fields[subject] == ["Mistake on: Bytes & weights"]
    assert f"Page: {ADDRESS}\nText as of commit: 01234567\n" in fields["body"][0]
    assert fields.get("course", ["7"]) == ["7"]
    assert "+" not in found  # mail programs show it as it is


def test_nobody_to_tell_is_no_link() -> None:
    assert report_address(None, title="Memory", address=ADDRESS, commit=None) is None
