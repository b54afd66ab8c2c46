"""Writing a course of any size: every lab differs, and each has a runnable file with six notes."""

from __future__ import annotations

from pathlib import Path

import yaml

LABS_A_TRACK = 20

_VERBS = ("load", "pack", "send", "merge", "check", "store")
_CONFIG = """\
site_name: A course of {labs} labs
site_url: https://example.org/course/
docs_dir: docs
theme: {{name: material, font: false, language: en, features: [navigation.instant]}}
plugins: [search, infralens]
markdown_extensions: [admonition, attr_list, tables, {{toc: {{permalink: true}}}}]
nav:
  - Home: index.md
  - Handbook: [handbook/basics.md]
  - Labs: labs/index.md
  - Concepts: concepts/index.md
  - References: references/index.md
"""
_HOME = """\
---
title: A course of {labs} labs
description: Written by a program, to measure how builds grow.
---
# A course of {labs} labs

Begin with the [labs](/labs/) or with the [handbook](handbook/basics.md).
"""
_HANDBOOK = """\
---
title: Basics
description: The one page that every lab leads back to.
as_of: 2026-11
---
# Basics

## Batches {#batches}

Work is cut into batches [@source]; a [[batch]] is what one step handles.
"""


def write_course(root: Path, labs: int) -> None:
    """Write a course of ``labs`` labs into the empty folder ``root``."""
    _write(root / "mkdocs.yml", _CONFIG.format(labs=labs))
    _write(root / "docs" / "index.md", _HOME.format(labs=labs))
    _write(root / "docs" / "handbook" / "basics.md", _HANDBOOK)
    definition = "What one step of a program handles at once."
    concept = {"id": "batch", "name": "Batch", "definition": definition}
    _dump(root / "docs/data/concepts.yml", [concept | {"taught": "handbook/basics#batches"}])
    reference = {"key": "source", "authors": "A. Writer", "title": "On batches", "year": 2026}
    url = {"url": "https://example.org/on-batches"}
    _dump(root / "docs/data/references.yml", [reference | url])
    tracks = range((labs + LABS_A_TRACK - 1) // LABS_A_TRACK)
    _dump(root / "labs/tracks.yml", [_track(number) for number in tracks])
    for number in range(labs):
        track, place = divmod(number, LABS_A_TRACK)
        slug = f"batch-{number}"
        _dump(root / f"labs/track-{track}/{10 + place}-{slug}.yml", _lab(number))
        _write(root / f"code/track-{track}/{slug}/batch_{number}.py", _starter(number))
        _write(root / f"code/track-{track}/{slug}/expected/batch.txt", f"{number}: 21 rows\n")


def excerpt_names(labs: int) -> list[str]:
    """The name of each lab's excerpt, as ``accept`` wants it."""
    return [f"track-{n // LABS_A_TRACK}/batch-{n}#steps" for n in range(labs)]


def _track(number: int) -> dict[str, str]:
    summary = f"Labs {number * LABS_A_TRACK} and after: twenty programs on batches of rows."
    return {"id": f"track-{number}", "title": f"Track {number}", "summary": summary}


def _starter(number: int) -> str:
    """A program of 70 lines that runs, with names of its own."""
    lines = [
        f'"""Batch {number}: counts rows in six steps."""',
        "",
        "from __future__ import annotations",
    ]
    lines += ["", f"ROWS_{number} = [{number % 7}, 1, 2, 3, 5, 8]", "", "", "# region: steps"]
    for size, verb in enumerate(_VERBS, start=1):
        lines += [
            f"def {verb}_{number}(rows: list[int]) -> int:",
            f'    """{verb.title()} the rows of batch {number}."""',
            "    total = 0",
            f"    for row in rows[:{size}]:",
            f"        total += min(row, {size + 3}) * {number + 1} // {number + 1}",
            f"    # step {size} of six",
            "    return total",
            "",
            "",
        ]
    lines = [*lines[:-2], "# endregion", "", "", "def main() -> None:"]
    calls = " + ".join(f"{verb}_{number}(ROWS_{number}) * 0" for verb in _VERBS)
    lines += [f"    idle = ({calls})", f'    print(f"{number}: {{21 + idle}} rows")', "", ""]
    return "\n".join([*lines, 'if __name__ == "__main__":', "    main()", ""])


def _lab(number: int) -> dict[str, object]:
    def words(about: str) -> str:
        return (
            f"In batch {number} the {about} is what decides: {number % 13 + 2} rows wait while"
            f" {number % 5 + 1} move, so the [[batch]] of step {number} costs what its slowest row"
            f" costs. Read the {about} of batch {number} beside the lines that cause it."
        )

    notes = [{"on": f"def {verb}_{number}(", "says": words(f"{verb} step")} for verb in _VERBS]
    file = f"batch_{number}.py"
    run = {"command": f"python {file}", "output": "expected/batch.txt"}
    excerpt = {"id": "steps", "title": f"The steps of batch {number}", "file": file}
    question = {
        "ask": f"How many rows does batch {number} print?",
        "answer": {"number": 21, "unit": "rows"},
        "why": words("printed count"),
    }
    return {
        "title": f"Batch {number}",
        "kind": "reading",
        "minutes": 20,
        "summary": f"Batch {number} is cut into six steps, and each step is explained.",
        "prerequisites": [f"What a [[batch]] is, for batch {number}."],
        "concepts": ["batch"],
        "handbook": {"page": "handbook/basics", "section": "batches", "why": words("handbook")},
        "goal": words("goal"),
        "mental_model": words("picture"),
        "starters": [{"file": file, "about": words("file"), "run": run}],
        "excerpts": [excerpt | {"select": "region:steps", "intro": words("start"), "notes": notes}],
        "notice": [words("first line"), words("last line")],
        "experiments": [
            {"change": words("row limit"), "predict": words("guess"), "answer": words("result")}
        ],
        "questions": [question],
        "misunderstandings": [{"claim": words("claim"), "correction": words("correction")}],
        "interview": {
            "prompt": words("prompt"),
            "short": words("short reply"),
            "long": words("long reply"),
            "follow_up": words("next question"),
            "follow_up_answer": words("next reply"),
        },
        "intuition": [{"title": f"Boxes, {number}", "says": words("box")}],
        "reading": [{"ref": "source", "why": words("source")}],
    }


def _dump(path: Path, data: object) -> None:
    _write(path, yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """Writes no aliases: a course's files are written out."""

    def ignore_aliases(self, data: object) -> bool:
        return True
