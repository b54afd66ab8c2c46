"""What holds for every file and every selector, tried on made-up ones."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infralens.engines.bind import BindError, bind, quotes_comment
from infralens.engines.codehash import code_hash, shown_text, text_hash
from infralens.engines.select import (
    Modifiers,
    SelectError,
    Selection,
    Selector,
    marker_lines,
    outline,
    parse_selector,
    resolve,
    shown_lines,
)
from infralens.engines.select.lexing import tokens_of
from infralens.engines.select.names import join_headings, join_key
from infralens.engines.select.selector import KINDS
from infralens.ground.source import SourceFile
from infralens.model.spec import Quotation
from tests.engines.sources import CASES, source

SUFFIXES = [".py", ".yaml", ".md", ".cpp", ".cu", ".sh", ".csv", ".txt"]

PIECES = (CASES / "pieces.txt").read_text("utf-8").split("\n")
ODD = ["  ", "\t", "\f", "\x85", "\u2028"]
SELECTORS = [
    *("sym:f", "sym:A.f", "sym:x #2", "sym:f body", "sym:A signature without:docstring"),
    *("key:a", "key:b[0].d", "key:b body", "key:l", "key:l.x", "head:A", "head:A > B", "head:b"),
    *("region:a", "region:a #2 +1", "re:/x/", "re:/f/../x/ #1", "re:/^/", "fn:g", "fn:S::g"),
    *("class:S", "macro:M body", "L1", "L2-3", "L1-3 elide:L2", "L1 +1", 'head:"body" body'),
]

texts = st.lists(st.one_of(st.sampled_from(PIECES + ODD), st.text(max_size=8)), max_size=14)
files = st.builds(
    lambda suffix, lines: source(f"file{suffix}", _read("\n".join(lines))),
    st.sampled_from(SUFFIXES),
    texts,
)
selectors = st.one_of(
    st.sampled_from(SELECTORS),
    st.builds(lambda kind, rest: f"{kind}:{rest}", st.sampled_from(KINDS), st.text(max_size=10)),
    st.text(max_size=12),
)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def _read(text: str) -> str:
    """The text as reading a file would give it."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _selected(selector: str, file: SourceFile) -> Selection | None:
    try:
        return resolve(parse_selector(selector), file)
    except SelectError:
        return None


@quick
@given(files, selectors)
def test_any_selector_gives_lines_of_the_file_or_the_one_error(
    file: SourceFile, selector: str
) -> None:
    selection = _selected(selector, file)
    if selection:
        lines = range(selection.first, selection.last + 1)
        assert 1 <= selection.first <= selection.last <= len(file.lines)
        assert all(first in lines and last in lines for first, last in selection.gaps)
        assert selection.hidden == marker_lines(file).intersection(lines)
        assert shown_lines(selection)


@quick
@given(files)
def test_everything_in_an_outline_resolves_and_has_hashes(file: SourceFile) -> None:
    assert "".join(token.text for token in tokens_of(file)) == file.text
    for candidate in outline(file):
        written = str(candidate.selector)
        assert parse_selector(written) == candidate.selector
        # Only a broken marker keeps an outline's selector from resolving.
        assert _selected(written, file) in (candidate.selection, None)
        assert len(code_hash(file, candidate.selection)) == 16
        assert len(text_hash(file, candidate.selection)) == 16
        token = candidate.place.token
        assert token is None or file.line_of(token.start) <= candidate.place.last


names = st.from_regex(r"[a-zé_][a-z0-9_]{0,4}", fullmatch=True)
written = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
headings = written.map(lambda text: " ".join(text.split())).filter(bool)
patterns = st.from_regex(r"[a-z .^$]{1,5}(\\/)?[a-z]\*?", fullmatch=True)
arguments = {
    "sym": st.lists(names, min_size=1, max_size=3).map(".".join),
    "key": st.lists(st.one_of(written, st.integers(0, 99)), min_size=1, max_size=4).map(
        lambda parts: join_key(tuple(parts))
    ),
    "head": st.lists(headings, min_size=1, max_size=3).map(lambda p: join_headings(tuple(p))),
    "region": st.from_regex(r"[A-Za-z0-9_.-]{1,9}", fullmatch=True),
    "re": st.one_of(
        st.builds(lambda a: f"/{a}/", patterns),
        st.builds(lambda a, b: f"/{a}/../{b}/", patterns, patterns),
    ),
    "fn": st.lists(names, min_size=1, max_size=3).map("::".join),
    "class": names,
    "macro": names,
    "L": st.tuples(st.integers(1, 50), st.integers(1, 50)).map(
        lambda n: f"{n[0]}-{n[0] + n[1]}" if n[1] > 1 else f"{n[0]}"
    ),
}
spans = st.tuples(st.integers(1, 50), st.integers(0, 9)).map(lambda n: (n[0], n[0] + n[1]))
modifiers = st.builds(
    Modifiers,
    part=st.sampled_from([None, "body", "signature"]),
    without_docstring=st.booleans(),
    elide=st.sets(spans, max_size=3).map(lambda found: tuple(sorted(found))),
    more=st.integers(0, 9),
)


@quick
@given(st.data())
def test_a_selector_survives_being_written(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    nth = None if kind == "L" else data.draw(st.one_of(st.none(), st.integers(1, 20)))
    selector = Selector(kind, data.draw(arguments[kind]), nth, data.draw(modifiers))
    assert parse_selector(str(selector)) == selector


@quick
@given(files, st.sampled_from(["region:a", "L1-3 elide:L2", "L1-9", "re:/x/../1/"]), st.data())
def test_a_bound_quotation_is_what_was_quoted(
    file: SourceFile, selector: str, data: st.DataObject
) -> None:
    selection = _selected(selector, file)
    if not selection:
        return
    shown = "\n".join(file.lines[n - 1] for n in shown_lines(selection))
    start = data.draw(st.integers(0, len(shown)))
    quote = shown[start : data.draw(st.integers(start, len(shown)))]
    target = Quotation(quote=quote, nth=1) if quote.strip() else quote
    try:
        bound = bind(target, file, selection)
    except BindError:
        return
    pieces = [file.text[span.start : span.end] for span in bound]
    # A quotation in a comment may stand for the same words in code, spaced the same.
    assert pieces == [row.strip() for row in quote.split("\n") if row.strip()]
    assert all(file.line_of(span.start) in shown_lines(selection) for span in bound)
    quotes_comment(bound, file)


@quick
@given(files, st.sampled_from(SELECTORS))
def test_lines_added_after_it_leave_a_selection_alone(file: SourceFile, selector: str) -> None:
    after = {".py": "\nunrelated = 0\n", ".yaml": "\nunrelated: 0\n", ".md": "\n# Unrelated\n"}
    added = after.get(file.path.removeprefix("file"), "\nunrelated;\n")
    longer = source(file.path, file.text.removesuffix("\n") + "\n" + added)
    before, now = _selected(selector, file), _selected(selector, longer)
    # Text that is still open at the end of the file swallows what follows, or breaks with it.
    if before and now and not selector.startswith(("re:", "L")) and _is_closed(file):
        assert (before.first, before.last) == (now.first, now.last)
        assert shown_text(file, before) == shown_text(longer, now)


def _is_closed(file: SourceFile) -> bool:
    return not any(
        mark in file.text for mark in ("'", '"', "/*", "`", "~", "<!--", "\\", "|", "---")
    )


leaves = st.sampled_from(
    ["a = 1", "return [b, 'two']", "f(\n  3,\n)", '"""Doc.\n\n  More."""', "pass"]
)
blocks = st.recursive(
    st.lists(leaves, min_size=1, max_size=3),
    lambda inner: st.lists(st.one_of(leaves, inner), min_size=1, max_size=3),
    max_leaves=6,
)


def _rendered(block: Sequence[str | Sequence[str]], indent: str, note: str, depth: int = 1) -> str:
    text = ""
    for statement in block:
        if not isinstance(statement, str):
            text += f"{indent * depth}if x:{note}\n"
            text += _rendered(statement, indent, note, depth + 1)
        else:
            text += f"{note}\n" + "".join(
                f"{indent * depth}{row}\n" if row else "\n" for row in statement.split("\n")
            )
    return text


@quick
@given(blocks, st.sampled_from(["  ", "\t", "        "]), st.sampled_from(["", "  # why", "\n"]))
def test_layout_and_comments_of_python_are_not_code(
    block: Sequence[str | Sequence[str]], indent: str, note: str
) -> None:
    first = source("a.py", "def f():\n" + _rendered(block, "    ", ""))
    second = source("a.py", "def f():\n" + _rendered(block, indent, note))
    changed = source("a.py", second.text.replace("1", "2").replace("two", "2").replace("3", "2"))
    hashes = [
        code_hash(file, resolve(parse_selector("sym:f"), file)) for file in (first, second, changed)
    ]
    assert hashes[0] == hashes[1]
    assert (hashes[2] == hashes[1]) == (changed.text == second.text)
