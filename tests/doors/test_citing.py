"""A page can be cited: by its published address, and by the commit that was read."""

from __future__ import annotations

from infralens.doors.citing import cited

ADDRESS = "https://example.org/course/handbook/memory/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_a_page_names_its_address_its_month_and_its_commit() -> None:
    found = cited(site="Course", title="Memory", address=ADDRESS, as_of="2026-11", commit=COMMIT)
    assert found
    assert found.text == f"“Memory”, Course, as of 2026-11, commit 01234567, {ADDRESS}"
    assert found.bibtex.splitlines() == [
        "@misc{course-memory,",
        "  author = {{Course}},",
        "  title = {{Memory}},",
        "  year = {2026},",
        rf"  howpublished = {{\url{{{ADDRESS}}}}},",
        "  note = {As of 2026-11, commit 01234567}",
        "}",
    ]


def test_what_is_not_known_is_left_out() -> None:
    found = cited(site="Course", title="Memory", address=ADDRESS, as_of=None, commit=None)
    assert found
    assert found.text == f"“Memory”, Course, {ADDRESS}"
    assert "year" not in found.bibtex
    assert "note" not in found.bibtex


def test_marks_that_latex_reads_are_escaped_and_tags_are_left_out() -> None:
    found = cited(
        site="A & B", title="<code>k_v</code>, 50 %", address=ADDRESS, as_of=None, commit=None
    )
    assert found
    assert found.text.startswith("“k_v, 50 %”, A & B,")
    assert r"title = {{k\_v, 50 \%}}" in found.bibtex
    assert found.bibtex.startswith("@misc{a-b-memory,")


def test_the_front_page_is_cited_as_the_site() -> None:
    found = cited(site="Course", title="Course", address=ADDRESS, as_of=None, commit=None)
    assert found
    assert found.text == f"Course, {ADDRESS}"


def test_a_site_without_an_address_is_not_cited() -> None:
    assert cited(site="Course", title="Memory", address=None, as_of=None, commit=None) is None
