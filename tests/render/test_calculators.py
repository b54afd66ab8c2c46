"""Calculators as pages show them: every number is what the formulas give."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from infralens.course.library import library
from infralens.course.oracles import computed, reproduces
from infralens.engines.formula import evaluate, shown
from infralens.model.computable import Calculator, FromInput, FromOutput
from infralens.model.course import Course
from infralens.render.site import GeneratedPage, Site
from tests.builder import Project
from tests.render.reading import Reading
from tests.this_course import this_course, this_site

ROOT = Path(__file__).parent.parent.parent

KNOWN = {
    "parameter-count": {"parameters": "6.574 B parameters"},
    "training-memory": {"state": "78.88 GB", "with_master": "105.2 GB"},
    "activation-memory": {"all": "30.6 GB", "selective": "9.127 GB", "inputs_only": "536.9 MB"},
    "attention-memory": {"scores": "1.074 GB"},
    "kv-cache": {"total": "4.295 GB"},
    "latent-cache": {"per_token": "70.27 kB/token", "total": "36.84 GB"},
    "zero-state": {"state": "10.5 GB"},
    "ring-allreduce": {"sent": "3.5 GB", "time": "7.778 ms"},
    "nested-allreduce": {"inner": "3.953 ms", "outer": "4.579 ms", "nested": "8.533 ms"},
    "token-cost": {"output_cost": "$0.6006 per million tokens", "request": "$0.001035"},
    "pipeline-bubble": {"fraction": "15.79 %"},
    "quantized-weights": {"bytes": "4.14 GB"},
    "decode-floor": {"floor": "4.794 ms"},
    "roofline": {"intensity": "1,365 FLOP/B"},
    "speculative-decoding": {"speedup": "2.401"},
    "video-tokens": {"tokens": "75,600 tokens"},
    "rollout-capacity": {"surplus": "−88,576 tokens"},
    "queue-knee": {"mean": "10 s", "tail": "46.05 s"},
}
"""What each calculator says at the beginning, worked out by hand."""


@pytest.fixture(scope="module")
def course() -> Course:
    return this_course()[0]


@pytest.fixture(scope="module")
def site() -> Site:
    return this_site()


def page_of(site: Site, path: str) -> GeneratedPage:
    return next(page for page in site.pages if page.path == path)


def outputs_in(html: str) -> dict[str, str]:
    found = re.findall(r'<output data-key="([a-z0-9_]+)"[^>]*>([^<]*)</output>', html)
    return {key: unescape(text) for key, text in found}


def data_in(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" class="il-calc-data">(.*?)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def by_hand(calculator: Calculator) -> dict[str, str]:
    """The results at the defaults, from nothing but the formulas and the YAML."""
    values: dict[str, float] = {}
    texts = {}
    for output in calculator.results:
        given: dict[str, float | bool] = {}
        for name, argument in output.arguments.items():
            if isinstance(argument, FromOutput):
                given[name] = values[argument.key]
            elif isinstance(argument, FromInput):
                value = calculator.defaults[argument.name]
                factor = calculator.factors[argument.name]
                given[name] = value if isinstance(value, bool) else value * factor
            else:
                given[name] = argument
        formula = library().formulas[output.spec.formula]
        values[output.spec.key] = evaluate(formula, given)
        texts[output.spec.key] = shown(
            values[output.spec.key], formula.unit, digits=output.spec.digits
        )
    return texts


@pytest.mark.slow
def test_every_result_on_a_page_is_what_its_formula_gives(course: Course, site: Site) -> None:
    assert {one.id for one in course.calculators} >= KNOWN.keys()
    for calculator in course.calculators:
        html = page_of(site, f"calculators/{calculator.id}.md").markdown
        assert outputs_in(html) == by_hand(calculator), calculator.id


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_what_a_calculator_says_at_the_beginning_is_known(name: str, site: Site) -> None:
    said = outputs_in(page_of(site, f"calculators/{name}.md").markdown)
    assert {key: said[key] for key in KNOWN[name]} == KNOWN[name]


@pytest.mark.slow
def test_the_script_is_told_all_that_a_result_needs(course: Course, site: Site) -> None:
    files = {file.path: file.content.decode() for file in site.files if ".mjs" in file.path}
    for calculator in course.calculators:
        data = data_in(page_of(site, f"calculators/{calculator.id}.md").markdown)
        inputs = {one["name"]: one for one in data["inputs"]}
        assert inputs.keys() == calculator.defaults.keys()
        module = files[f"assets/infralens/formulas/{calculator.id}.mjs"]
        assert 'from "../numeric.mjs"' in module
        before: set[str] = set()
        for output in [*data["outputs"], *data["inverse"]]:
            formula = library().formulas[output["formula"]]
            assert output["arguments"].keys() == {one.name for one in formula.parameters}
            assert f"function {output['formula'].replace('.', '$')}(" in module
            for argument in output["arguments"].values():
                assert argument.keys() <= {"input", "output", "value"}
                assert argument.get("input", next(iter(inputs))) in inputs
                assert argument.get("output") is None or argument["output"] in before
            before.add(output["key"])
        for preset in data["presets"]:
            for row in preset["rows"]:
                assert row["values"].keys() <= inputs.keys()


@pytest.mark.slow
def test_two_presets_fill_from_one_registry(site: Site) -> None:
    page = page_of(site, "calculators/nested-allreduce.md").markdown
    inner, outer = data_in(page)["presets"]
    assert (inner["name"], inner["chosen"]) == ("inner", "nvlink-4")
    assert (outer["name"], outer["chosen"]) == ("outer", "nic-400")
    assert re.findall(r'name="preset-([a-z]+)"', page) == ["inner", "outer"]
    filled = {key for one in (inner, outer) for key in one["rows"][0]["values"]}
    assert filled == {"inner_bandwidth", "inner_hop", "start", "card_bandwidth", "outer_hop"}


@pytest.mark.slow
def test_published_answers_are_shown_and_all_agree(course: Course, site: Site) -> None:
    listed = [oracle for one in course.calculators for oracle in one.oracles]
    assert [one.id for one in course.calculators if len(one.oracles) < 2] == []
    assert [one.id for one in listed if not reproduces(one, computed(one, library()))] == []
    for one in course.calculators:
        html = page_of(site, f"calculators/{one.id}.md").markdown
        count = len(one.oracles)
        said = f"Published answers that these formulas give: {count} of {count}"
        assert (said in html) == (count > 0), one.id


@pytest.mark.slow
def test_ids_on_calculator_pages_are_unique(site: Site) -> None:
    for page in site.pages:
        if page.kind in ("calculator", "calculators"):
            reading = Reading(page.markdown)
            assert [name for name, count in reading.ids.items() if count > 1] == [], page.path


@pytest.mark.slow
def test_the_chapter_holds_the_three_estimators(site: Site) -> None:
    html = site.written["handbook/ai-infra.md"]
    assert re.findall(r'<section class="il-calc" id="([a-z-]+)"', html) == [
        "calc-parameter-count",
        "calc-training-memory",
        "calc-fast-link",
        "calc-slow-link",
    ]
    assert '<output data-key="parameters">6.574 B parameters</output>' in html
    assert re.findall(r'<output data-key="time">([^<]*)', html) == ["62.46 ms", "562.1 ms"]
    assert "{=" not in html


@pytest.mark.slow
def test_a_wrong_formula_says_something_else(course: Course, site: Site) -> None:
    assert len(course.bugs) >= 15
    assert [bug.spec.id for bug in course.bugs if bug.wrong == bug.right] == []
    html = page_of(site, "calculators/spot-the-bug.md").markdown
    for bug in course.bugs:
        assert f"| {bug.wrong} | {bug.right} |" in html


def test_values_in_any_text_are_numbers_on_the_page(project: Project) -> None:
    value = "{= memory.weight_bytes(parameters=8030261248, element_bytes=2) =}"
    lab = "labs/basics/10-warm-up.yml"
    project.edit(lab, "says: Two bytes a weight, so the product is in bytes.", f"says: '{value}.'")
    project.edit(lab, "answer: {number: 20, unit: B}", f"answer: {{choice: '{value}'}}")
    project.edit(
        lab, "    why: Ten times two.", f"    options: ['{value}', one]\n    why: '{value}'"
    )
    project.append(
        "docs/handbook/memory.md",
        f"\nReads {value}, printed {{~ 16 bytes | basics/warm-up/reads.py | {{}} bytes ~}}.\n\n"
        "| GiB |\n| --- |\n"
        f"| {value.replace(' =}', ' | GiB | 3 digits | bare =}')} |\n\n"
        f"`{value}`\n",
    )
    built = project.build()
    page = built.article("handbook/memory/")
    assert "Reads 16.06\u00a0GB, printed 16 bytes." in page
    assert re.search(r"<td[^>]*>15</td>", page)
    assert f"<code>{value}</code>" in page
    article = built.article("labs/basics/warm-up/")
    assert article.count("16.06\u00a0GB") >= 4
    assert "<strong>16.06\u00a0GB</strong>" in article


@pytest.mark.slow
def test_every_sweep_is_drawn_and_told_without_script(course: Course, site: Site) -> None:
    swept = [one for one in course.calculators if one.spec.sweep]
    assert len(swept) > 15
    for one in swept:
        html = page_of(site, f"calculators/{one.id}.md").markdown
        (figure,) = re.findall(r'<figure class="il-plot".*?</figure>', html, re.DOTALL)
        assert re.search(r'<path class="il-chart-line" d="M[\d.]+,[\d.]+L', figure), one.id
        assert re.search(r'class="il-plot-says">From [^<]* (to|throughout)', figure), one.id
        assert re.search(r'class="il-plot-reads">At [^<]*, as set[^<]*: [^<]+\.</p>', figure), (
            one.id
        )


def test_the_plot_belongs_to_the_mode(course: Course) -> None:
    plotted = {
        (one.id, mode.id): found.spec.key
        for one in course.calculators
        for mode in one.spec.modes
        if (found := one.plotted(mode.id))
    }
    assert plotted == {
        ("activation-memory", "classic"): "all",
        ("activation-memory", "gated"): "gated",
        ("kv-cache", "minimum"): "total",
        ("kv-cache", "allocated"): "allocated",
        ("zero-state", "paper"): "state",
        ("zero-state", "gathers"): "with_units",
        ("zero-state", "deepspeed"): "deepspeed3",
        ("nested-allreduce", "ring"): "ring_gain",
        ("nested-allreduce", "tree"): "tree_gain",
    }


def test_a_formula_that_begins_a_line_stays_in_its_paragraph(project: Project) -> None:
    project.append("docs/handbook/memory.md", "\n{$ a b $} bytes, and\n{$ c $} more.\n")
    page = project.build().article("handbook/memory/")
    paragraph = re.search(r"<p>(?:(?!</p>).)*bytes, and(?:(?!</p>).)*more\.</p>", page, re.DOTALL)
    assert paragraph
    assert paragraph[0].count("<math") == 2
