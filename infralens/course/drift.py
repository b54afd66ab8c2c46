"""Has the code of an excerpt changed since somebody read it with its notes?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, unified_diff
from functools import lru_cache

from infralens.course.lock import Lock, Reviewed
from infralens.engines.bind import quotes_comment
from infralens.engines.codehash import code_hash, shown_text, text_hash
from infralens.engines.select import Candidate, outline
from infralens.ground.issue import Issue
from infralens.ground.position import Position
from infralens.ground.source import SourceFile
from infralens.model.course import Excerpt, Note
from infralens.model.spec import ExcerptSpec

LIKENESS = 0.6
"""The least difflib ratio at which other code is worth suggesting."""


def review_of(excerpt: Excerpt) -> Reviewed:
    """The lock entry that approves the excerpt as it is now."""
    return Reviewed(
        code=f"sha256:{code_hash(excerpt.source, excerpt.selection)}",
        text=f"sha256:{text_hash(excerpt.source, excerpt.selection)}",
        reviewed=excerpt.shown,
    )


def judge(excerpt: Excerpt, lock: Lock) -> Issue | None:
    """The drift state of a resolved excerpt: None when it is as reviewed."""
    if not lock.readable:
        return None
    entry = lock.entries.get(excerpt.spec.id)
    accept = f"read it with its notes, then: infralens accept {excerpt.name} --reviewed"
    if entry is None:
        fact = f"excerpt '{excerpt.spec.id}' was never reviewed"
        return Issue(excerpt.position, "not-reviewed", fact, accept)
    # Most are as reviewed to the letter: only of the others the code is read.
    if f"sha256:{text_hash(excerpt.source, excerpt.selection)}" == entry.text:
        return None
    if review_of(excerpt).code == entry.code and not _strict(excerpt):
        fact = f"'{excerpt.spec.file}' changed in layout or comments only"
        return Issue(excerpt.position, "cosmetic", fact, "record it with: infralens refresh")
    fact = f"code of excerpt '{excerpt.spec.id}' differs from what was reviewed"
    detail = (*difference(entry.reviewed, excerpt.shown), *_touched(excerpt, entry.reviewed))
    return Issue(excerpt.position, "changed", fact, accept, detail)


def _strict(excerpt: Excerpt) -> bool:
    """Whether changed comments ask for a review too."""
    spans = tuple(span for note in excerpt.notes for span in note.spans)
    return excerpt.spec.strict == "text" or quotes_comment(spans, excerpt.source)


def lost(
    spec: ExcerptSpec,
    position: Position,
    fault: str,
    hint: str,
    entry: Reviewed | None,
    sources: Iterable[SourceFile],
) -> Issue:
    """The issue of a selector that matches nothing: moved, or missing with a suggestion.

    ``sources`` begins with the file that the excerpt names.
    """
    if entry is None:
        return Issue(position, "missing", fault, hint)
    files = list(sources)
    for source in files:
        for candidate in outline_of(source):
            if _hash_of(source, candidate) == entry.code:
                fact = f"{fault}, but the reviewed code stands in {_place(source, candidate)}"
                file = "" if source is files[0] else f"file: {source.path.split('/', 3)[-1]}, "
                return Issue(position, "moved", fact, f"write {file}select: {candidate.selector}")
    best = max(
        (
            (_likeness(entry.reviewed, source, candidate), source, candidate)
            for source in files
            for candidate in outline_of(source)
        ),
        key=lambda found: found[0],
        default=None,
    )
    if best is None or best[0] < LIKENESS:
        return Issue(position, "missing", fault, hint)
    ratio, source, candidate = best
    suggestion = f"likeness {ratio:.2f}: {candidate.selector} in {_place(source, candidate)}"
    return Issue(position, "missing", fault, hint, (suggestion,))


def difference(before: str, after: str) -> tuple[str, ...]:
    """A unified diff of the reviewed and the present text."""
    lines = unified_diff(
        before.splitlines(), after.splitlines(), "reviewed", "now", lineterm="", n=2
    )
    return tuple(lines)


def _touched(excerpt: Excerpt, before: str) -> tuple[str, ...]:
    """The notes whose lines were changed."""
    rows = [row for row in excerpt.selection.rows if isinstance(row, int)]
    matcher = SequenceMatcher(None, before.splitlines(), excerpt.shown.splitlines())
    changed = {
        rows[index]
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal"
        for index in range(start, min(max(end, start + 1), len(rows)))
    }
    return tuple(_summary(note) for note in excerpt.notes if changed & set(note.lines))


def _summary(note: Note) -> str:
    words = " ".join(note.says.split())
    return f"note {note.number}: {words if len(words) <= 100 else words[:99] + '…'}"


def _place(source: SourceFile, candidate: Candidate) -> str:
    return f"{source.path}:{candidate.selection.first}"


def _likeness(reviewed: str, source: SourceFile, candidate: Candidate) -> float:
    text = _text_of(source, candidate)
    matcher = SequenceMatcher(None, reviewed, text, autojunk=False)
    # The two quick ratios are upper bounds: most candidates are ruled out by them.
    if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
        return 0.0
    return matcher.ratio()


outline_of: Callable[[SourceFile], tuple[Candidate, ...]] = lru_cache(maxsize=256)(outline)


@lru_cache(maxsize=4096)
def _hash_of(source: SourceFile, candidate: Candidate) -> str:
    return f"sha256:{code_hash(source, candidate.selection)}"


@lru_cache(maxsize=4096)
def _text_of(source: SourceFile, candidate: Candidate) -> str:
    return shown_text(source, candidate.selection)
