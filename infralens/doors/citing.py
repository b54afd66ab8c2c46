"""How a page is cited, as words and as an entry for BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPECIAL = re.compile(r"[#$%&_{}]")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Cited:
    text: str
    bibtex: str


def cited(
    *, site: str, title: str, address: str | None, as_of: str | None, commit: str | None
) -> Cited | None:
    """The page at its published address; none without one.

    The commit says which text was read. No day enters, so two builds of one commit are equal.
    """
    if not address:
        return None
    name = _TAG.sub("", title)
    facts = [f"as of {as_of}"] if as_of else []
    facts += [f"commit {commit[:8]}"] if commit else []
    titles = [site] if name == site else [f"“{name}”", site]
    text = ", ".join([*titles, *facts, address])
    fields = {
        "author": f"{{{_latex(site)}}}",
        "title": f"{{{_latex(name)}}}",
        "year": (as_of or "")[:4],
        "howpublished": rf"\url{{{address}}}",
        "note": ", ".join(facts).capitalize(),
    }
    entry = "".join(f",\n  {key} = {{{value}}}" for key, value in fields.items() if value)
    return Cited(text, f"@misc{{{_key(site, address)}{entry}\n}}")


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _key(site: str, address: str) -> str:
    last = address.rstrip("/").rsplit("/", 1)[-1]
    words = re.findall(r"[a-z0-9]+", f"{site} {last}".lower())
    return "-".join(words)
