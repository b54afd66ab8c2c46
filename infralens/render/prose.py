"""Prose: the course's inline syntax as links, and Markdown as HTML for use inside blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from posixpath import dirname, relpath

import markdown
from markupsafe import Markup, escape

from infralens.course.addresses import source_paths
from infralens.course.layout import lab_address, page_address, relative
from infralens.course.library import library
from infralens.course.values import Values
from infralens.engines.formula import Library
from infralens.engines.latex import latex_mathml
from infralens.engines.markdown import Citation, ConceptLink, equations, inline_links, mask
from infralens.engines.markdown.values import InlineValue, MeasuredValue, inline_values
from infralens.model.computable import Embed
from infralens.model.course import Course
from infralens.model.entries import ConceptSpec, ReferenceSpec
from infralens.model.measured import measured
from infralens.render.citations import cite_labels
from infralens.render.literal import literal

Href = Callable[[str], str]
"""From an address of the site to the link that is written."""


@dataclass(frozen=True)
class Prose:
    """Renders the texts of one course."""

    course: Course
    scope: str = ""
    """The address of the page or lab whose values the texts may name."""

    def within(self, scope: str) -> Prose:
        """The same for the texts of another page or lab."""
        inner = Prose(self.course, scope)
        # Whoever asked first has read them; the rest is as cheap to make as to share.
        inner.__dict__["library"] = self.library
        inner.__dict__["sources"] = self.sources
        inner.__dict__["cite_labels"] = self.cite_labels
        return inner

    @cached_property
    def concepts(self) -> Mapping[str, ConceptSpec]:
        return {concept.id: concept for concept in self.course.concepts}

    @cached_property
    def references(self) -> Mapping[str, ReferenceSpec]:
        return {reference.key: reference for reference in self.course.references}

    @cached_property
    def cite_labels(self) -> Mapping[str, str]:
        return cite_labels(self.course.references)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        return source_paths(self.course)

    @cached_property
    def library(self) -> Library:
        """The formulas, read once for all that is rendered."""
        return library()

    @cached_property
    def values(self) -> Values:
        return Values(self.library, self.course.registries, self.course.named.get(self.scope, {}))

    @cached_property
    def embeds(self) -> tuple[tuple[str, str, Embed], ...]:
        """Every calculator that stands on a page: the page's address and title, and how."""
        on_pages = (
            (page_address(page.path), page.title, block.embed)
            for page in self.course.pages
            for block in page.blocks
            if block.embed is not None
        )
        in_labs = (
            (lab_address(lab.id), lab.spec.title, embed)
            for lab in self.course.labs
            for embed in lab.embeds
        )
        return (*on_pages, *in_labs)

    def source_from(self, address: str, page: str) -> str:
        """The path of a page's source, as seen from that of the page at address ``page``."""
        return relpath(self.sources[address], dirname(self.sources[page]) or ".")

    def markdown(self, text: str, page: str) -> str:
        """The text as Markdown of the page at address ``page``; its links name source files.

        So the site engine can check them, and write them in its own way.
        """
        folder = dirname(self.sources[page])

        def href(address: str) -> str:
            path, mark, fragment = address.partition("#")
            return relpath(self.sources[path], folder or ".") + mark + fragment

        return self._linked(text, href)

    def html(self, text: str, page: str) -> Markup:
        """The text as HTML, in paragraphs."""
        return Markup(_convert(self._linked(text, lambda address: relative(address, page))))

    def inline(self, text: str, page: str) -> Markup:
        """The text as HTML without the paragraph around it, where it is one paragraph."""
        html = self.html(text.strip(), page)
        if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
            html = html[3:-4]
        return html

    def _linked(self, text: str, href: Href) -> str:
        text = _set(self._computed(text))
        parts, offset = [], 0
        for link in inline_links(text):
            parts.append(text[offset : link.span.start])
            if isinstance(link, ConceptLink):
                words = link.text or literal(self.concepts[link.id].name)
                parts.append(f"[{words}]({href(f'/concepts/#{link.id}')})")
            elif isinstance(link, Citation):
                cited = (_citation(key, self.cite_labels[key], href) for key in link.keys)
                parts.append("; ".join(cited))
            else:
                mark = "#" if link.fragment else ""
                parts.append(href(f"{link.address}{mark}{link.fragment}"))
            offset = link.span.end
        return _held_together("".join([*parts, text[offset:]]))

    def _computed(self, text: str) -> str:
        """The text with its values as numbers."""
        if "{=" not in text and "{~" not in text:
            return text
        parts, offset = [], 0
        for value in inline_values(text):
            parts.append(text[offset : value.span.start])
            parts.append(self._shown(value))
            offset = value.span.end
        return "".join([*parts, text[offset:]])

    def _shown(self, value: InlineValue | MeasuredValue) -> str:
        if isinstance(value, InlineValue):
            return self.values.text(value.text)
        found = measured(value.text)
        assert found is not None
        return found.shown


def _set(text: str) -> str:
    """The text with its formulas in LaTeX as MathML."""
    parts, offset = [], 0
    for span, group in groupby(equations(text), key=lambda one: one.span):
        lines = list(group)
        markup = (latex_mathml(one.text, display=one.display) for one in lines)
        shown = "".join(markup)
        if lines[0].display:
            # What may be wider than a phone can be scrolled with the keyboard too.
            wide = any(len(one.text) > _WIDE for one in lines)
            reach = ' tabindex="0" role="group" aria-label="Formula"' if wide else ""
            latex = escape("\n".join(one.text for one in lines))
            shown = (
                f'<div class="il-formula"><div class="il-equation"{reach}>{shown}</div>'
                f'<il-latex data-latex="{latex}"></il-latex></div>'
            )
        else:
            # Markdown takes mathematics at the beginning of a line for a block.
            shown = f"<span>{shown}</span>"
        parts += [text[offset : span.start], shown]
        offset = span.end
    return "".join([*parts, text[offset:]])


def _citation(key: str, label: str, href: Href) -> str:
    return f"[\\[{literal(label)}\\]]({href(f'/references/#{key}')})"


def _held_together(text: str) -> str:
    """A number and its unit stay on one line; code is left as it is."""
    parts, offset = [], 0
    for match in _QUANTITY.finditer(mask(text)):
        parts += [text[offset : match.end() - 1], "\u00a0"]
        offset = match.end()
    return "".join([*parts, text[offset:]])


_QUANTITY = re.compile(
    r"[0-9] (?=(?:%|[kKMGTP]?i?B(?:/s)?|Gb/s|[mµn]?s|min|h|[MGTP]?FLOPS?(?:/B)?|tok/s|req/s)(?!\w))"
)
_WIDE = 40
"""Characters of LaTeX that fit on the narrowest screen."""
_MARKDOWN = markdown.Markdown(extensions=["tables", "sane_lists", "fenced_code"])


def _convert(text: str) -> str:
    return _MARKDOWN.reset().convert(text)
