"""Beginnings for authors: a lab, a page or a course that passes ``check`` as it is."""

from __future__ import annotations

from pathlib import Path

from infralens.course import load_course
from infralens.course.drift import review_of
from infralens.course.labfiles import numbered
from infralens.course.layout import CODE, LABS, TRACKS, lock_path, page_address
from infralens.course.lock import Lock, write_lock
from infralens.doors.writing import NewError, check_slug, refuse_existing, write_files
from infralens.ground.issue import perhaps
from infralens.ground.position import Position
from infralens.model.course import Course, Page


def new_lab(course: Course, track: str, slug: str) -> list[str]:
    """A lab with one starter, its captured output and its reviewed excerpt; the paths written."""
    known = [known.spec.id for known in course.tracks]
    if track not in known:
        hint = perhaps(track, known, f"add '- id: {track}' with a title and a summary to it")
        raise NewError(Position(TRACKS), "lab-name", f"no track '{track}'", hint)
    check_slug(slug, f"{LABS}/{track}/{slug}")
    page, section = _first_section(course)
    if not course.concepts or not course.references:
        raise NewError(
            Position("docs/data"),
            "missing-key",
            "the course has no concept or no reference yet",
            "add one to concepts.yml and one to references.yml",
        )
    path = f"{LABS}/{track}/{_free_number(course, track, slug):02d}-{slug}.yml"
    title = slug.replace("-", " ").capitalize()
    lab = _LAB.format(
        title=title,
        slug=slug,
        concept=course.concepts[0].id,
        page=page.path.removesuffix(".md"),
        section=section,
        reference=course.references[0].key,
    )
    folder = f"{CODE}/{track}/{slug}"
    lock = lock_path(f"{track}/{slug}")
    refuse_existing(course.root, (folder, lock))
    write_files(
        course.root,
        {
            path: lab,
            f"{folder}/starter.py": _STARTER.format(title=title),
            f"{folder}/expected/starter.txt": "6 values, 48 bytes\n",
        },
    )
    _review(course.root, f"{track}/{slug}")
    return [path, f"{folder}/starter.py", f"{folder}/expected/starter.txt", lock]


def new_page(course: Course, name: str) -> list[str]:
    """A handbook page with its first section; the paths written."""
    path = f"docs/handbook/{name}.md"
    check_slug(name, path)
    title = name.replace("-", " ").capitalize()
    write_files(course.root, {path: _PAGE.format(title=title)})
    return [path]


def new_course(folder: Path) -> list[str]:
    """A course of one page and one lab; the paths written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fact = f"'{folder}' is no empty folder"
        raise NewError(Position(str(folder)), "config-invalid", fact, "name a new one")
    title = folder.resolve().name.replace("-", " ").capitalize()
    files = {path: text.replace("TITLE", title) for path, text in _COURSE.items()}
    write_files(folder, files)
    course, _ = load_course(folder.resolve())
    return [*files, *new_lab(course, "basics", "first-lab")]


def _first_section(course: Course) -> tuple[Page, str]:
    for page in course.pages:
        sections = [heading.id for heading in page.headings if heading.level == 2]
        if sections and page_address(page.path).startswith("/handbook/"):
            return page, sections[0]
    raise NewError(
        Position("docs/handbook"),
        "unknown-page",
        "the handbook has no page with a section yet",
        "make one with: infralens new page NAME",
    )


def _free_number(course: Course, track: str, slug: str) -> int:
    """The number after the last lab's that no mission has either."""
    taken = set()
    for path in (course.root / LABS / track).glob("*.yml"):
        named = numbered(path.name)
        if named and named[1] == slug:
            at = Position(f"{LABS}/{track}/{path.name}")
            raise NewError(at, "name-twice", f"'{track}/{slug}' exists", "choose another name")
        taken |= {named[0]} if named else set()
    number = max((lab.number for lab in course.labs if lab.track == track), default=0) + 1
    while number in taken:
        number += 1
    return number


def _review(root: Path, lab_id: str) -> None:
    """The author has just been given this code and its notes: they count as read."""
    course, _ = load_course(root)
    excerpts = [excerpt for lab in course.labs if lab.id == lab_id for excerpt in lab.excerpts]
    entries = {excerpt.spec.id: review_of(excerpt) for excerpt in excerpts}
    write_lock(root, Lock(lock_path(lab_id), entries, {}))


_LAB = """\
title: {title}
kind: reading
minutes: 20
summary: One sentence that says what a reader of {slug} can do afterwards.
prerequisites: []
concepts: [{concept}]
handbook:
  page: {page}
  section: {section}
  why: Why this section belongs to {slug}.
goal: |
  What {slug} makes clear.
mental_model: |
  The picture to keep of {slug}.
starters:
  - file: starter.py
    about: What to look for in the starter of {slug}.
    run:
      command: python starter.py
      output: expected/starter.txt
excerpts:
  - id: size
    title: The size of a list of numbers
    file: starter.py
    select: sym:size_bytes
    notes:
      - on: "8 * len(values)"
        says: Each number takes 8 bytes.
notice:
  - What a reader of {slug} should see in the output.
experiments:
  - change: Add a number to the list.
    predict: How many bytes does {slug} report?
    answer: 56 bytes.
questions:
  - ask: How many bytes do ten numbers take in {slug}?
    answer: {{number: 80, unit: bytes}}
    why: Ten times 8 bytes.
misunderstandings:
  - claim: A claim about {slug} that is wrong.
    correction: What is right about {slug}.
interview:
  prompt: Explain {slug}.
  short: The answer on {slug} in 20 seconds.
  long: The answer on {slug} in 90 seconds.
  follow_up: What would you measure in {slug}?
  follow_up_answer: The number that would prove you wrong on {slug}.
intuition:
  - title: Another field
    says: The idea of {slug} as another field has it.
reading:
  - ref: {reference}
    why: What it adds to {slug}.
"""

_STARTER = '''\
"""{title}: replace this program by yours; it must run as it stands."""


def size_bytes(values: list[float]) -> int:
    """Bytes that the numbers take as 64-bit floats."""
    return 8 * len(values)


if __name__ == "__main__":
    VALUES = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    print(f"{{len(VALUES)}} values, {{size_bytes(VALUES)}} bytes")
'''

_PAGE = """\
---
title: {title}
description: One sentence that says what this page makes clear.
---

# {title}

The bottleneck of {title} in one sentence.

## The problem

What goes wrong without it.
"""

_COURSE = {
    "mkdocs.yml": """\
site_name: TITLE
theme:
  name: material
  font: false
  features: [navigation.instant, toc.follow]
plugins:
  - search
  - infralens
nav:
  - Home: index.md
  - Handbook:
      - handbook/first-page.md
  - Labs: labs/index.md
  - Concepts: concepts/index.md
  - References: references/index.md
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.superfences
  - pymdownx.highlight: {anchor_linenums: false}
validation:
  nav: {omitted_files: warn, not_found: warn, absolute_links: warn}
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
""",
    "docs/index.md": """\
---
title: TITLE
description: What this course teaches.
---

# TITLE

Begin with [the first page](handbook/first-page.md), then take [the labs](/labs/).
""",
    "docs/handbook/first-page.md": """\
---
title: First page
description: Where the course begins.
---

# First page

A [[byte]] is the unit of everything here [@rfc791].

## Bytes

Eight bits make one.
""",
    "docs/data/concepts.yml": """\
- id: byte
  name: byte
  definition: Eight bits.
  taught: handbook/first-page#bytes
""",
    "docs/data/references.yml": """\
- key: rfc791
  authors: Postel
  title: Internet Protocol
  year: 1981
  url: https://www.rfc-editor.org/rfc/rfc791
""",
    "labs/tracks.yml": """\
- id: basics
  title: Basics
  summary: Where everybody begins.
""",
    ".gitignore": """\
site/
site.new/
__pycache__/
""",
}
