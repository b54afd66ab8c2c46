"""Reading files safely: inside one folder, bounded, UTF-8, with plain line ends."""

from __future__ import annotations

import hashlib
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path, PurePosixPath, PureWindowsPath

from infralens.ground.issue import Issue, perhaps
from infralens.ground.position import Position

MAX_BYTES = 1024 * 1024
"""The largest source file read, in bytes. A teaching file beyond this is a mistake."""


class SourceError(Exception):
    """A file could not be read; ``issue`` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


@dataclass(frozen=True)
class SourceFile:
    """The text of a file, without byte order mark, with LF line ends.

    ``path`` is relative to the course root, in POSIX form; ``sha256`` is that of ``raw``,
    the untouched bytes.
    """

    path: str
    text: str
    size: int
    sha256: str
    had_bom: bool = False
    had_crlf: bool = False
    raw: bytes = field(default=b"", compare=False, repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Character offset of the start of each line; a final newline opens no further line."""
        lengths = (len(line) + 1 for line in self.lines[:-1])
        return (0, *accumulate(lengths))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.removesuffix("\n").split("\n"))

    def line_of(self, offset: int) -> int:
        """The 1-based number of the line that holds the character at ``offset``."""
        return bisect_right(self.line_starts, offset)

    def position_of(self, offset: int) -> Position:
        line = self.line_of(offset)
        return Position(self.path, line, offset - self.line_starts[line - 1] + 1)


def relative_path_fault(name: str) -> str | None:
    """Why a written relative path is refused, or None when its spelling is fine."""
    if not name or name != name.strip():
        return "is empty or has blanks at its ends"
    if any(ord(character) < 32 for character in name):
        return "holds a control character"
    if "\\" in name or ":" in name or PureWindowsPath(name).root:
        return "is not a relative path with forward slashes"
    parts = name.split("/")
    if PurePosixPath(name).is_absolute() or any(part in ("", ".", "..") for part in parts):
        return "leaves its folder or is not in its simplest form"
    return None


def read_source(
    root: Path, path: str, *, at: Position, within: str = "", limit: int = MAX_BYTES
) -> SourceFile:
    """Read ``path`` (relative to ``root``) if it lies under ``within`` after following links.

    Raises ``SourceError`` whose issue stands at ``at``, the place that names the file.
    """
    raw = read_bytes(root, path, at=at, within=within, limit=limit)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fact = f"'{path}' is not UTF-8 (byte {error.start})"
        raise SourceError(Issue(at, "source-encoding", fact, "save it as UTF-8")) from None
    if "\0" in text:
        fact = f"'{path}' holds a NUL character"
        raise SourceError(Issue(at, "source-encoding", fact, "save it as UTF-8 text"))
    crlf = "\r" in text
    if crlf:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(raw).hexdigest()
    return SourceFile(path, text, len(raw), digest, raw.startswith(b"\xef\xbb\xbf"), crlf, raw)


def read_bytes(
    root: Path, path: str, *, at: Position, within: str = "", limit: int = MAX_BYTES
) -> bytes:
    """The bytes of a file, under the same rules as :func:`read_source`.

    Raises ``SourceError`` for a path that is missing, outside, irregular or too large.
    """

    def refuse(code: str, fact: str, hint: str) -> SourceError:
        return SourceError(Issue(at, code, fact, hint))

    fault = relative_path_fault(path)
    if fault:
        raise refuse("source-outside", f"path '{path}' {fault}", "name a file inside its folder")
    # Only the root is resolved: a folder inside that is itself a link out must not move the fence.
    fence = root.resolve() / within
    try:
        target = (root / path).resolve(strict=True)
        status = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("source-missing", f"no file '{path}'", _beside(root, path)) from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it is a loop of links"
        raise refuse("source-missing", f"cannot open '{path}': {reason}", "mend it") from None
    if not target.is_relative_to(fence):
        hint = f"keep it under '{within or '.'}', without a link that leads out"
        raise refuse("source-outside", f"'{path}' leads outside '{within or '.'}'", hint)
    if not stat.S_ISREG(status.st_mode):
        raise refuse("source-irregular", f"'{path}' is not a plain file", "name a plain file")
    if status.st_size > limit:
        fact = f"'{path}' has {status.st_size:,} bytes, the limit is {limit:,}"
        raise refuse("source-huge", fact, "quote from a smaller file")
    try:
        return target.read_bytes()
    except OSError as error:
        fact = f"cannot read '{path}': {error.strerror}"
        raise refuse("source-irregular", fact, "make it readable") from None


def _beside(root: Path, path: str) -> str:
    wanted = PurePosixPath(path)
    folder = root / wanted.parent
    try:
        names = [entry.name for entry in folder.iterdir() if entry.is_file()]
    except OSError:
        return f"there is no folder '{wanted.parent}'"
    return perhaps(wanted.name, names, f"no name in '{wanted.parent}' is near")
