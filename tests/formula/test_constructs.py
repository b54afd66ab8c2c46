"""Each construct: its value, its script, its mathematics and its working, side by side."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from infralens.course.library import library
from infralens.engines.formula import (
    Formula,
    Library,
    evaluate,
    javascript,
    latex,
    mathml,
    working,
    working_javascript,
)
from infralens.engines.formula.breaking import broken, width
from infralens.engines.formula.evaluate import Values
from infralens.engines.formula.typeset import (
    Cases,
    Digits,
    Layout,
    Ratio,
    Row,
    Sign,
    Words,
    equations,
)
from tests.cases.golden import Golden
from tests.formula.cases import constructs as imported
from tests.formula.node import Node
from tests.formula.reading import CASES, DOCSTRING, agree, outcome, read

VALUES: dict[str, Values] = {
    "arithmetic": {"a": 7, "b": 2, "c": 5},
    "signs": {"a": 3, "b": 2},
    "whole_division": {"a": -7, "b": 2},
    "units": {"layers": 32, "width": 4096, "tokens": 2048},
    "per_token": {"width": 4096},
    "conditions": {"a": 1, "b": 2, "stage": 2, "causal": False},
    "functions": {"a": 10, "b": 2},
    "ring_seconds": {"payload": 14e9, "ranks": 8, "bandwidth": 400e9},
    "two_rings": {"payload": 14e9, "ranks": 8, "fast": 450e9, "slow": 50e9},
    "blocking": {"servers": 14, "offered": 10},
    "series": {"terms": 30, "x": 1},
    "quantile": {"rate": 2, "share": 0.99},
    "most": {"memory": 80e9, "weights": 14e9, "each": 0.5e9},
    "intensity": {"work": 2e12, "moved": 3e9},
}
BY_HAND = {
    "arithmetic": (7 + 2) * 5 - 7 / 10 - (7 - (2 - 5)),
    "whole_division": -4 + 1 / 8,
    "conditions": 2 * 2,
    "ring_seconds": 2 * 7 / 8 * 14e9 / 400e9,
    "blocking": 0.056819143386520866,
    "series": 2.718281828459045,
    "quantile": 2.302585092994046,
    "most": 132,
}
"""From outside: computed by hand, or known, as e and ln(100)/2."""


def test_every_formula_has_values(constructs: Library) -> None:
    assert [f"constructs.{name}" for name in VALUES] == list(constructs.formulas)


@pytest.mark.parametrize("name", BY_HAND)
def test_the_value_is_that_of_a_calculation_by_hand(name: str, constructs: Library) -> None:
    value = evaluate(constructs.formulas[f"constructs.{name}"], VALUES[name])
    assert value == pytest.approx(BY_HAND[name], rel=1e-12)


@pytest.mark.parametrize("name", VALUES)
def test_all_forms_of_a_construct(name: str, constructs: Library, golden: Golden) -> None:
    formula = constructs.formulas[f"constructs.{name}"]
    script = javascript(constructs, [formula.name]).partition('numeric.mjs";\n')[2]
    steps = [f"{s.name} = {s.expression}\n  = {s.substituted}\n  = {s.result}" for s in
             working(formula, VALUES[name])]  # fmt: skip
    given = ", ".join(f"{key}={value}" for key, value in VALUES[name].items())
    parts = (
        f"{formula.name}({given}) = {evaluate(formula, VALUES[name])!r}",
        *steps,
        script.partition("\n/** Every formula")[0],
        mathml(formula),
        latex(formula),
    )
    golden(CASES / f"{name}.txt", "\n\n".join(part.strip() for part in parts) + "\n")


@pytest.mark.parametrize("name", VALUES)
def test_the_imported_function_computes_the_same(name: str, constructs: Library) -> None:
    value = evaluate(constructs.formulas[f"constructs.{name}"], VALUES[name])
    assert getattr(imported, name)(**VALUES[name]) == pytest.approx(value, rel=1e-12)


def test_a_kept_result_is_not_that_of_other_inputs(node: Node) -> None:
    """Results are kept by their inputs' bits: 0 and -0 are equal, and 1 divided by them is not."""
    text = "def m(a: Number, b: Number) -> Number:\n" + DOCSTRING
    text += "    require(b < 3, 'b is small')\n    return min(b, 1 / a)\n"
    library = read(text)
    order = [(0.0, 2), (-0.0, 2), (0.0, 2), (0.0, 1), (0.0, 3), (-0.0, 2), (0.0, 3), (0.0, True)]
    calls: list[tuple[str, Values]] = [("m.m", {"a": a, "b": b}) for a, b in order]
    ours = [outcome(library.formulas[name], values) for name, values in calls]
    lost, refused = "'m' cannot be computed from these values", "b is small"
    assert [one.get("value", one.get("reason")) for one in ours] == [
        2, lost, 2, 1, refused, lost, refused, "'b' must be a number",
    ]  # fmt: skip
    theirs = node.ask(formulas=javascript(library), calls=calls)["calls"]
    assert [agree(*pair) for pair in zip(ours, theirs, strict=True)] == [True] * len(order)


def test_the_mathematics_is_well_formed_mathml_core(constructs: Library) -> None:
    core = {
        "math", "mtable", "mtr", "mtd", "mrow", "mspace", "mi", "mn", "mo", "mtext", "mfrac",
        "msup", "msub", "msqrt",
    }  # fmt: skip
    children = {"mfrac": 2, "msup": 2, "msub": 2}
    for formula in constructs.formulas.values():
        for element in ElementTree.fromstring(mathml(formula)).iter():
            tag = element.tag.rpartition("}")[2]
            assert tag in core
            assert len(element) == children.get(tag, len(element))
            assert not (element.text or "").startswith(" ")


def test_long_mathematics_goes_on_below() -> None:
    """Nothing of a right side is lost, and no line is much wider than its room."""
    room = 30.0
    cut = 0
    for formula in library().formulas.values():
        for line in equations(formula):
            lines = broken(line.right, room)
            cut += len(lines) > 1
            if not _in_rows(line.right, room):
                assert _letters(lines) == _letters((line.right,)), formula.name
            wide = [width(one) for one in lines if isinstance(one, Row) and len(one.items) > 6]
            assert all(one <= 1.6 * room for one in wide), formula.name
            for one in lines[1:]:
                assert isinstance(one, Row)
                first = one.items[0]
                before = lines[lines.index(one) - 1]
                comma = isinstance(before, Row) and before.items[-1] == Sign(",")
                assert comma or isinstance(first, Sign | Words), formula.name
    assert cut > 100
    (short,) = broken(Digits("1"), room)
    assert short == Digits("1")


def _letters(lines: tuple[Layout, ...]) -> list[str]:
    """What is written, in order, whatever stands in whatever."""
    found: list[str] = []
    for one in lines:
        match one:
            case Row():
                found += _letters(one.items)
            case Ratio():
                found += _letters((one.above, one.below))
            case _:
                found.append(repr(one))
    return found


def _in_rows(layout: Layout, room: float) -> bool:
    """Whether something in it is written in a row, which adds signs."""
    if isinstance(layout, Ratio | Cases) and width(layout) > room:
        return True
    return isinstance(layout, Row) and any(_in_rows(one, room) for one in layout.items)


def test_both_languages_print_the_same_working(constructs: Library, node: Node) -> None:
    calls = [(f"constructs.{name}", values) for name, values in VALUES.items()]
    answer = node.ask(
        formulas=javascript(constructs), workings=working_javascript(constructs), calls=calls
    )
    for (name, values), theirs, text in zip(calls, answer["calls"], answer["texts"], strict=True):
        formula = constructs.formulas[name]
        assert agree(outcome(formula, values), theirs), name
        assert text["value"] == [vars(step) for step in working(formula, values)]


def test_parameters_carry_what_a_page_needs(constructs: Library) -> None:
    def of(formula: Formula) -> list[tuple[object, ...]]:
        return [(p.name, p.kind, p.unit, p.choices, p.minimum) for p in formula.parameters]

    assert of(constructs.formulas["constructs.conditions"]) == [
        ("a", "quantity", "Number", (), None),
        ("b", "quantity", "Number", (), None),
        ("stage", "choice", None, (0.0, 1.0, 2.0, 3.0), None),
        ("causal", "flag", None, (), None),
    ]
    ring = constructs.formulas["constructs.ring_seconds"]
    assert [parameter.minimum for parameter in ring.parameters] == [None, 1, None]
    assert (ring.label, ring.unit, ring.leaves_out) == (
        "All-reduce around a ring",
        "Seconds",
        "latency",
    )
    assert ring.source == "by hand: 2 (n - 1) / n of the payload crosses each link."
