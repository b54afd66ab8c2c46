"""A small course in a folder of its own, to break, check and build."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from infralens.course import load_course
from infralens.course.checks.ages import check_ages
from infralens.course.run import issues_of, run_starters
from infralens.doors.building import build_site
from infralens.doors.cli import main
from infralens.ground.issue import Exit, IssueSet
from infralens.model.course import Course

ROOT = Path(__file__).parent.parent
SMALL_COURSE = ROOT / "tests" / "cases" / "course"

LAB = "labs/basics/10-warm-up.yml"
LOCK = "labs/basics/warm-up.lock.yml"
PAGE = "docs/handbook/memory.md"
STARTER = "code/basics/warm-up/reads.py"

TODAY = date(2026, 11, 2)
"""The day on which claims are judged, so that no report changes with the calendar."""

_ARTICLE = re.compile(r"<article[^>]*>\n?(.*?)\s*</article>", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """A built site."""

    folder: Path

    def page(self, address: str) -> str:
        return (self.folder / address / "index.html").read_text(encoding="utf-8")

    def article(self, address: str) -> str:
        """What a page says, without the theme around it."""
        found = _ARTICLE.search(self.page(address))
        assert found, f"{address} has no article"
        return found[1].strip()

    def bytes(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def files(self) -> list[str]:
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    def digest(self) -> str:
        return digest_of(self.folder)


class Project:
    """The small course of ``cases/course`` in ``root``: valid, reviewed, without any issue."""

    def __init__(self, root: Path) -> None:
        self.root = root / "course"
        ignored = shutil.ignore_patterns("__pycache__")
        # Without times and rights, which nothing here asks for.
        shutil.copytree(SMALL_COURSE, self.root, ignore=ignored, copy_function=shutil.copyfile)

    def path(self, path: str) -> Path:
        return self.root / path

    def read(self, path: str) -> str:
        return self.path(path).read_bytes().decode()

    def write(self, path: str, content: str | bytes) -> Project:
        target = self.path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, path: str, old: str, new: str) -> Project:
        """Replace what stands exactly once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> Project:
        return self.write(path, self.read(path) + text)

    def remove(self, path: str) -> Project:
        target = self.path(path)
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        return self

    def symlink(self, path: str, target: str | Path) -> Project:
        """Put a link at ``path``; what stood there is removed."""
        place = self.path(path)
        if place.exists() or place.is_symlink():
            self.remove(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
        return self

    def load(self) -> tuple[Course, IssueSet]:
        return load_course(self.root)

    def issues(self) -> IssueSet:
        """All issues of ``infralens check`` on a fixed day."""
        course, issues = self.load()
        check_ages(course, TODAY, issues)
        return issues

    def check(self) -> list[str]:
        """The one-line reports."""
        return [str(issue) for issue in self.issues()]

    def report(self) -> str:
        """The reports with their details, as they are printed."""
        return "\n".join(issue.report() for issue in self.issues())

    def run(self) -> str:
        """The reports of running the starters."""
        course, _ = self.load()
        return "\n".join(issue.report() for issue in issues_of(list(run_starters(course))))

    def command(self, *arguments: str, config: str = "mkdocs.yml") -> Result:
        """Run the command line on this course."""
        return CliRunner().invoke(main, ["-f", str(self.path(config)), *arguments])

    def build(self) -> Site:
        """Build into ``site/`` beside the course's folders; the course must be without fault."""
        # A handler of an earlier build would write to a stream that pytest has closed.
        logging.getLogger("mkdocs").handlers.clear()
        status = build_site(self.path("mkdocs.yml"), self.path("site"))
        assert status is Exit.FINE, self.report()
        return Site(self.path("site"))


def digest_of(folder: Path) -> str:
    """One hash over names and contents of everything in a folder."""
    total = hashlib.sha256()
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(parent) / name
            total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
