"""A figure as a file of its own: in the page it takes its colours from the style sheet."""

from __future__ import annotations

import re
from importlib.resources import files

_SHEETS = ("css/10-tokens.css", "css/50-blocks.css", "sheets/display.css")
_COLOUR = re.compile(r"(--il-[a-z-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")
_RULE = re.compile(
    r"^(?:\.il-(?:ink|muted|soft|accent)|text\.il-|:is\(|svg text)[^{]*\{[^}]*\}", re.MULTILINE
)


def standalone_svg(markup: str) -> bytes:
    """The markup with the rules it needs, light or dark as the reader's system has it."""
    return re.sub(r"(<svg[^>]*>)", lambda tag: tag[1] + _style(), markup, count=1).encode()


def _style() -> str:
    folder = files("infralens") / "frontend"
    text = "".join((folder / sheet).read_text(encoding="utf-8") for sheet in _SHEETS)
    colours = _COLOUR.findall(text)
    light = "".join(f"{name}:{value};" for name, value, _ in colours)
    dark = "".join(f"{name}:{value};" for name, _, value in colours)
    rules = "".join(_RULE.findall(text))
    return (
        f"<style>svg{{{light}--il-sans:sans-serif;background:var(--il-paper)}}"
        f"@media(prefers-color-scheme:dark){{svg{{{dark}}}}}{rules}</style>"
    )
