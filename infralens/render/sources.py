"""Links from pages to the files they are made from, in the course's repository."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLinks:
    """Where the repository can be read; without an address there are no links.

    ``commit`` pins what a reader sees to what the page was built from.
    """

    repository: str | None = None
    commit: str | None = None
    branch: str = "main"

    def lines(self, path: str, first: int, last: int) -> str | None:
        """The lines of a file at the commit of the build."""
        base = self.file(path)
        return base and f"{base}#L{first}" + (f"-L{last}" if last != first else "")

    def file(self, path: str) -> str | None:
        """The file at the commit of the build."""
        if not self.repository:
            return None
        return f"{self.repository}/blob/{self.commit or self.branch}/{path}"

    def edit(self, path: str) -> str | None:
        """The page on which the file can be edited, on the branch that takes changes."""
        return self.repository and f"{self.repository}/edit/{self.branch}/{path}"
