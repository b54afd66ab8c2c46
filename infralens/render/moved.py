"""What stands at old addresses: a page that leads on, or the same file once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infralens.course.layout import relative
from infralens.render.assets import FOLDER
from infralens.render.environment import template


def moved_files(
    moved: Mapping[str, str],
    titles: Mapping[str, str],
    files: Mapping[str, bytes],
    site_url: str | None,
) -> Iterator[tuple[str, bytes]]:
    """Path and content of the file at each old address.

    ``titles`` are those of the pages by address, and ``files`` the site's own by path: a file
    cannot lead on.
    """
    for old, new in moved.items():
        path = old.strip("/")
        if old.endswith("/"):
            page = template(
                "moved.html.jinja",
                title=titles[new],
                href=relative(new, old),
                canonical=site_url and site_url.rstrip("/") + new,
                script=relative(f"/{FOLDER}/moved.mjs", old),
            )
            yield f"{path}/index.html", page.encode()
        else:
            yield path, files[new.strip("/")]
