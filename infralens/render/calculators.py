"""Calculators: their pages, the gallery, and the form that any page can embed.

Everything is computed here for the inputs at the beginning, so a page is complete without script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from infralens.course.computing import arguments, compute, dominant_input
from infralens.course.layout import CALCULATORS, calculator_address, relative
from infralens.course.oracles import computed, reproduces
from infralens.engines.formula import Formula, mathml, shown, working
from infralens.model.calculator import GROUPS, InputSpec
from infralens.model.computable import Calculator, Embed, Output
from infralens.model.course import Course
from infralens.model.measures import MEASURES
from infralens.render.calculator_data import calculator_data, number_text
from infralens.render.environment import template
from infralens.render.literal import literal
from infralens.render.modules import module_address
from infralens.render.prose import Prose
from infralens.render.sweeps import sweep_view

_ARXIV = re.compile(r"arXiv:([0-9]{4}\.[0-9]{4,5})")


class Calculators:
    """Renders the calculators of one course."""

    def __init__(self, course: Course, prose: Prose) -> None:
        self.course, self.prose = course, prose

    def gallery(self) -> str:
        """All calculators, by the question they answer."""
        page = f"/{CALCULATORS}/"
        return template(
            "calculators.md.jinja",
            groups=[
                {
                    "id": group,
                    "question": question,
                    "cards": [
                        {
                            "href": relative(calculator_address(one.id), page),
                            "title": one.spec.title,
                            "ask": one.spec.ask,
                        }
                        for one in self.course.calculators
                        if one.spec.group == group
                    ],
                }
                for group, question in GROUPS.items()
            ],
            bugs=len(self.course.bugs),
        )

    def page(self, calculator: Calculator) -> str:
        """The page of one calculator."""
        address = calculator_address(calculator.id)
        names = self.prose.concepts
        return template(
            "calculator.md.jinja",
            title=literal(calculator.spec.title),
            ask=literal(calculator.spec.ask),
            about=Markup(self.prose.markdown(calculator.spec.about.strip(), address)),
            form=self.embed(calculator.shown, address),
            concepts=[
                {"name": literal(names[name].name), "id": name} for name in calculator.spec.concepts
            ],
            used=[
                {"title": literal(title), "source": self.prose.source_from(used, address)}
                for used, title in self.used_in.get(calculator.id, {}).items()
            ],
        )

    def embed(self, embed: Embed, page: str) -> Markup:
        """The form with its results, for the page at address ``page``."""
        calculator = embed.calculator
        anchor = f"calc-{embed.name}"
        own = page == calculator_address(calculator.id)
        results = [one for one in calculator.outputs if one.spec.key in embed.shown]
        inverse = [one for one in calculator.inverse if one.spec.key in embed.shown]
        values = compute(calculator, self.prose.library, embed.inputs)
        _, needed = calculator.needed(embed.shown)
        main = (embed.plotted or (results or inverse)[0]).spec.key
        dominant = dominant_input(calculator, self.prose.library, embed.inputs, main)
        data = calculator_data(embed, page, self.prose.library)
        return template(
            "calculator.html.jinja",
            anchor=anchor,
            title=None if own else calculator.spec.title,
            href=relative(calculator_address(calculator.id), page) + _query(embed),
            module=relative(module_address(calculator.id), page),
            inputs=[
                self.input(one, embed, anchor, page)
                for one in calculator.spec.inputs
                if one.name in needed
            ],
            presets=[
                {
                    "key": preset.key,
                    "label": preset.label,
                    "rows": preset.rows,
                    "chosen": embed.chosen[preset.key],
                }
                for preset in calculator.presets
                if preset.fills & needed
            ],
            modes=[
                mode
                for mode in calculator.spec.modes
                if any(one.spec.mode == mode.id for one in (*results, *inverse))
            ],
            results=[self.result(one, calculator, values) for one in results],
            inverse=[self.result(one, calculator, values) for one in inverse],
            dominant=calculator_input(calculator, dominant).label if dominant else None,
            workings=[self.working(one, embed, values) for one in (*results, *inverse)],
            sweep=sweep_view(embed, self.prose.library) if own else None,
            oracles=list(self.oracles(calculator)) if own else [],
            data=Markup(data),
        )

    def input(self, one: InputSpec, embed: Embed, anchor: str, page: str) -> dict[str, Any]:
        value = embed.inputs[one.name]
        return {
            "name": one.name,
            "kind": one.kind,
            "label": one.label,
            "unit": MEASURES[one.in_].letters,
            "value": number_text(value),
            "checked": value is True,
            "choices": [
                {"value": number_text(c.value), "label": c.label, "chosen": c.value == value}
                for c in one.choices
            ],
            "message": f"{anchor}-{one.name}-m",
            "help": self.prose.inline(one.help, page) if one.help else None,
        }

    def result(
        self, output: Output, calculator: Calculator, values: dict[str, float | str]
    ) -> dict[str, Any]:
        spec, value = output.spec, values[output.spec.key]
        mode = next((mode.label for mode in calculator.spec.modes if mode.id == spec.mode), None)
        return {
            "key": spec.key,
            "label": spec.label,
            "mode": spec.mode,
            "mode_label": mode,
            "bound": spec.lower_bound,
            "reason": value if isinstance(value, str) else None,
            "shown": value if isinstance(value, str) else self.shown(output, value),
        }

    def shown(self, output: Output, value: float) -> str:
        formula = self.prose.library.formulas[output.spec.formula]
        return shown(value, formula.unit, digits=output.spec.digits)

    def working(
        self, output: Output, embed: Embed, values: dict[str, float | str]
    ) -> dict[str, Any]:
        formula = self.prose.library.formulas[output.spec.formula]
        given = arguments(embed.calculator, output, embed.inputs, values)
        failed = isinstance(given, str) or isinstance(values[output.spec.key], str)
        return {
            "key": output.spec.key,
            "label": output.spec.label,
            "formula": formula.name,
            "says": formula.label,
            "math": Markup(mathml(formula)),
            "steps": () if failed or isinstance(given, str) else working(formula, given),
            "source": _linked(formula.source),
            "leaves_out": _linked(formula.leaves_out),
        }

    def oracles(self, calculator: Calculator) -> Iterator[dict[str, Any]]:
        for oracle in calculator.oracles:
            formula: Formula = self.prose.library.formulas[oracle.formula]
            value = computed(oracle, self.prose.library)
            yield {
                "id": oracle.id,
                "title": oracle.title,
                "source": _linked(oracle.source),
                "note": oracle.note,
                "expected": shown(oracle.expected, formula.unit, digits=_ALL),
                "computed": value
                if isinstance(value, str)
                else shown(value, formula.unit, digits=_ALL),
                "passes": reproduces(oracle, value),
            }

    @cached_property
    def used_in(self) -> dict[str, dict[str, str]]:
        """For each calculator the pages that embed it: their addresses and titles."""
        found: dict[str, dict[str, str]] = {}
        for address, title, embed in self.prose.embeds:
            found.setdefault(embed.calculator.id, {})[address] = title
        return found


_ALL = 12
"""Digits that show a published count whole."""


def _query(embed: Embed) -> str:
    """What the calculator's own page needs to begin where the embed does."""
    defaults = embed.calculator.defaults
    changed = {n: number_text(v) for n, v in embed.inputs.items() if v != defaults[n]}
    return f"?{urlencode(changed)}" if changed else ""


def calculator_input(calculator: Calculator, name: str) -> InputSpec:
    return next(one for one in calculator.spec.inputs if one.name == name)


def _linked(text: str) -> Markup:
    """The text of a source; numbers of arXiv become links."""
    parts, offset = [], 0
    for match in _ARXIV.finditer(text):
        parts.append(escape(text[offset : match.start()]))
        href = f"https://arxiv.org/abs/{match[1]}"
        parts.append(Markup('<a href="{}">{}</a>').format(href, match[0]))
        offset = match.end()
    return Markup("").join([*parts, escape(text[offset:])])
