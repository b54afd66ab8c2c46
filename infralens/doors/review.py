"""Accepting excerpts after review, and refreshing what needs no review."""

from __future__ import annotations

from dataclasses import replace

import click

from infralens.course.drift import difference, review_of
from infralens.course.layout import lock_path
from infralens.course.lock import Lock, Reviewed, read_lock, write_lock
from infralens.doors.reporting import counts, report
from infralens.ground.codes import Severity
from infralens.ground.issue import Exit, IssueSet, perhaps
from infralens.model.blocks import OwnExcerpt
from infralens.model.course import Course, Excerpt


def accept(course: Course, issues: IssueSet, names: tuple[str, ...], *, reviewed: bool) -> Exit:
    """Show each excerpt beside what was reviewed; with ``reviewed``, record it as approved."""
    known = {excerpt.name: excerpt for excerpt in all_excerpts(course)}
    for name in names:
        excerpt = known.get(name)
        if excerpt is None:
            owner = name.partition("#")[0]
            own = [
                i
                for i in issues
                if owner and i.position.path.removesuffix(".yml").endswith(owner.rpartition("/")[2])
            ]
            report(IssueSet(own))
            hint = perhaps(name, known, "name it as track/lab#excerpt")
            click.echo(f"no excerpt '{name}' that resolves; {hint}")
            return Exit.BROKEN
        unbound = [note.number for note in excerpt.notes if not note.lines]
        if unbound:
            report(IssueSet(i for i in issues if i.code in ("note-lost", "note-ambiguous")))
            click.echo(f"{name}: note {unbound[0]} is bound to nothing; bind it, then accept")
            return Exit.STALE
        unreadable = [
            i
            for i in issues
            if i.position.path == lock_path(excerpt.owner) and i.severity is Severity.BROKEN
        ]
        if unreadable:
            # Written anew, the lock would lose what its other entries say.
            report(IssueSet(unreadable))
            return Exit.BROKEN
        _accept(course, excerpt, reviewed=reviewed)
    return Exit.FINE


def refresh(course: Course, issues: IssueSet) -> Exit:
    """Record cosmetic changes and drop lock entries without an excerpt; nothing needs a review."""
    owners = {lab.id for lab in course.labs}
    owners |= {f"docs:{page.path.removesuffix('.md')}" for page in course.pages}
    excerpts = {excerpt.name: excerpt for excerpt in all_excerpts(course)}
    unused = {issue.position for issue in issues if issue.code == "unused"}
    cosmetic = {issue.position for issue in issues if issue.code == "cosmetic"}
    count = 0
    for owner in sorted(owners):
        lock = read_lock(course.root, owner, IssueSet())
        kept: dict[str, Reviewed] = {}
        for id_, entry in lock.entries.items():
            if lock.positions[id_] in unused:
                click.echo(f"{lock.path}: dropped '{id_}', which no excerpt uses")
                count += 1
                continue
            kept[id_] = entry
            excerpt = excerpts.get(f"{owner}#{id_}")
            if excerpt is not None and excerpt.position in cosmetic:
                click.echo(f"{lock.path}: recorded the present text of '{id_}'")
                kept[id_] = review_of(excerpt)
                count += 1
        if kept != lock.entries:
            write_lock(course.root, replace(lock, entries=kept))
    click.echo(f"{count} refreshed" if count else "nothing to refresh")
    return Exit.FINE


def contents(course: Course) -> str:
    """'13 labs, 2 missions, 78 excerpts, 30 calculators, 25 pages'.

    Missions and calculators are left out where there are none.
    """
    counted = [
        (len(course.labs), "lab", True),
        (len(course.missions), "mission", False),
        (len(all_excerpts(course)), "excerpt", True),
        (len(course.calculators), "calculator", False),
        (len(course.pages), "page", True),
    ]
    return ", ".join(counts(number, noun) for number, noun, always in counted if number or always)


def all_excerpts(course: Course) -> list[Excerpt]:
    """Those of labs, and those of pages that are not borrowed."""
    own = [
        block.excerpt
        for page in course.pages
        for block in page.blocks
        if isinstance(block.spec, OwnExcerpt) and block.excerpt is not None
    ]
    return [*(excerpt for lab in course.labs for excerpt in lab.excerpts), *own]


def _accept(course: Course, excerpt: Excerpt, *, reviewed: bool) -> None:
    lock = read_lock(course.root, excerpt.owner, IssueSet())
    entry = lock.entries.get(excerpt.spec.id)
    now = review_of(excerpt)
    if entry == now:
        click.echo(f"{excerpt.name}: is as reviewed")
        return
    click.echo(f"{excerpt.name}: {excerpt.source.path}, {excerpt.spec.select}")
    if entry is None:
        click.echo("".join(f"  {line}\n" for line in excerpt.shown.splitlines()), nl=False)
    else:
        for line in difference(entry.reviewed, excerpt.shown):
            click.echo(f"  {line}")
    for note in excerpt.notes:
        lines = ", ".join(map(str, note.lines))
        click.echo(f"  note {note.number} (line {lines}): {' '.join(note.says.split())}")
    if not reviewed:
        click.echo("  nothing recorded; once read: add --reviewed")
        return
    entries = {**lock.entries, excerpt.spec.id: now}
    write_lock(course.root, Lock(lock_path(excerpt.owner), entries, lock.positions))
    click.echo(f"  accepted in {lock_path(excerpt.owner)}; undo with version control")
