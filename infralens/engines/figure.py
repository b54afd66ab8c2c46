"""Figures are hand-made SVG, put into the page: what is unsafe or inaccessible is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from infralens.ground.source import SourceFile

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_REFUSED = {"script", "style", "foreignObject", "image", "a", "iframe", "animate", "set"}
_PROLOG = re.compile(r"\A\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*", re.DOTALL)


def figure_faults(source: SourceFile) -> list[tuple[str, str]]:
    """Each reason why the SVG cannot be shown, with the next step; empty when it can."""
    if "<!DOCTYPE" in source.text or "<!ENTITY" in source.text:
        return [("declares a document type", "remove the DOCTYPE")]
    try:
        root = ElementTree.fromstring(source.text)
    except ElementTree.ParseError as error:
        line, column = error.position
        return [(f"is not well-formed XML (line {line}, column {column + 1})", "mend the markup")]
    if root.tag != f"{_NAMESPACE}svg":
        return [("is not an SVG document", 'begin with <svg xmlns="http://www.w3.org/2000/svg">')]
    return list(_faults(root, PurePosixPath(source.path).stem))


def inline_svg(source: SourceFile) -> str:
    """The markup as it is put into a page: without prolog, named by its own title."""
    return _PROLOG.sub("", source.text).strip().replace("<svg ", '<svg role="img" ', 1)


def _faults(root: ElementTree.Element, name: str) -> Iterator[tuple[str, str]]:
    if "viewBox" not in root.attrib:
        yield "has no viewBox", "add viewBox, so that it scales"
    for part in ("title", "desc"):
        found = root.find(f"{_NAMESPACE}{part}")
        if found is None or not (found.text or "").strip():
            yield f"has no <{part}>", f"add <{part}> as a child of <svg>"
    for element in root.iter():
        tag = str(element.tag).removeprefix(_NAMESPACE)
        if tag in _REFUSED:
            yield f"holds a <{tag}> element", "remove it"
        for key, value in element.attrib.items():
            if key.startswith("on") or key == "style":
                yield f"has the attribute '{key}'", "use a class or presentation attributes"
            if key.endswith("href") and not value.startswith("#"):
                yield f"refers to '{value}'", "refer to its own parts only"
            if key == "id" and not value.startswith(name):
                yield f"has the id '{value}'", f"begin its ids with '{name}', they join the page"
