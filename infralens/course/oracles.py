"""Published answers: read, and compared with what the formulas give."""

from __future__ import annotations

from pathlib import Path

from infralens.course.arguments import note_unknown_formula, note_unknown_parameter, value_fault
from infralens.course.data import Listed, read_list
from infralens.course.layout import DATA
from infralens.engines.formula import DomainError, Library, evaluate
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import node_at
from infralens.ground.issue import IssueSet
from infralens.model.calculator import OracleSpec


def read_oracles(
    root: Path, docs: str, library: Library, issues: IssueSet
) -> dict[str, OracleSpec]:
    """All published answers by id; those that no formula can be asked for are reported."""
    path = f"{docs}/{DATA}/oracles.yml"
    found = {}
    for listed in read_list(root, path, docs, OracleSpec, "id", issues):
        if _judge(listed, library, issues):
            found[listed.spec.id] = listed.spec
    return found


def computed(oracle: OracleSpec, library: Library) -> float | str:
    """What our formula gives, or the reason why it gives nothing."""
    try:
        return evaluate(library.formulas[oracle.formula], oracle.arguments)
    except DomainError as error:
        return str(error)


def reproduces(oracle: OracleSpec, value: float | str) -> bool:
    """Whether a value is the published one within its tolerance."""
    if isinstance(value, str):
        return False
    allowed = oracle.tolerance.abs + oracle.tolerance.rel * abs(oracle.expected)
    # What both languages can differ in is not held against a published answer.
    return abs(value - oracle.expected) <= allowed + 1e-12 * abs(oracle.expected)


def _judge(listed: Listed[OracleSpec], library: Library, issues: IssueSet) -> bool:
    spec, node = listed.spec, listed.node
    before = len(issues)
    at = node_at(node, ("formula",)).position
    formula = library.formulas.get(spec.formula)
    if formula is None:
        note_unknown_formula(spec.formula, library, at, issues)
        return False
    given = node_at(node, ("arguments",))
    known = {one.name for one in formula.parameters}
    for name in spec.arguments:
        if name not in known:
            key = given.key(name) if isinstance(given, MappingNode) else None
            note_unknown_parameter(name, formula, (key or given).position, issues)
    for parameter in formula.parameters:
        if parameter.name not in spec.arguments:
            fact = f"'{formula.name}' needs '{parameter.name}'"
            issues.add(given.position, "argument-missing", fact, "add it to the arguments")
            continue
        fault = value_fault(parameter, spec.arguments[parameter.name])
        if fault:
            where = node_at(given, (parameter.name,)).position
            fact = f"'{parameter.name}' {fault}"
            issues.add(where, "unit-mismatch", fact, "give it another value")
    if len(issues) > before:
        return False
    value = computed(spec, library)
    if not reproduces(spec, value):
        shown = value if isinstance(value, str) else f"{value:.10g}"
        fact = f"'{spec.id}' is published as {spec.expected:.10g}, computed: {shown}"
        hint = "mend the formula, the arguments or the tolerance"
        issues.add(node_at(node, ("expected",)).position, "oracle-missed", fact, hint)
    return True
