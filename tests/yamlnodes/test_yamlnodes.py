"""The YAML reader: values by YAML 1.2, places for everything, and no input that it cannot take."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from infralens.engines.yamlnodes import (
    Mapping,
    Node,
    Scalar,
    node_at,
    plain,
    read_yaml,
    validate,
)
from infralens.ground.codes import CODES
from infralens.ground.issue import IssueSet
from infralens.ground.source import SourceFile
from infralens.model.blocks import FENCES
from infralens.model.spec import LabSpec


def source(text: str) -> SourceFile:
    return SourceFile("a.yml", text, len(text), hashlib.sha256(text.encode()).hexdigest())


def read(text: str) -> tuple[Node | None, IssueSet]:
    issues = IssueSet()
    return read_yaml(source(text), issues), issues


def value(text: str) -> Any:
    node, issues = read(text)
    assert node is not None
    found = plain(node, issues)
    assert list(map(str, issues)) == []
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("0", 0),
        ("1.10", 1.1),
        ("1e9", 1e9),
        ("1.0e9", 1e9),
        ("1.5E-3", 1.5e-3),
        (".5", 0.5),
        ("5.", 5.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("'5'", "5"),
        ('"5"', "5"),
        ("'no'", "no"),
        ("'2026-11-02'", "2026-11-02"),
        ("no way", "no way"),
        ("1.2.3", "1.2.3"),
        ("e5", "e5"),
        (".", "."),
        ("+", "+"),
        ("-.", "-."),
        ("sym:a.b", "sym:a.b"),
        ("[]", ()),
        ("[1, a]", (1, "a")),
        ("{a: 1, b: }", {"a": 1, "b": None}),
        ("|\n  a\n  b", "a\nb"),
        (">-\n  a\n  b", "a b"),
        ("12345678901234567890123", 1.2345678901234568e22),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "No", "ON", "off", "y", "N", "True", "FALSE", "Null", "NULL"),
        *("010", "0o10", "0x1F", "0b1", "1_000", "-1_0.5", "22:22", "1:02:03.5"),
        *("2026-11-02", "2026-1-2T00:00:00", ".inf", "-.inf", ".NaN", "1e999", "-1e999"),
    ],
)
def test_what_readers_disagree_on_is_refused(text: str) -> None:
    node, issues = read(f"key: {text}")
    assert node is not None
    plain(node, issues)
    (issue,) = issues
    assert (issue.code, issue.position.line, issue.position.column) == ("yaml-ambiguous", 1, 6)


def test_every_node_knows_its_place() -> None:
    node, _ = read("# first\na:\n  - b: 'x'\n    c: |\n      text\n  - {d: [1, 2]}\n")
    assert node is not None
    places = {
        ("a",): (3, 3),
        ("a", 0): (3, 5),
        ("a", 0, "b"): (3, 8),
        ("a", 0, "c"): (4, 8),
        ("a", 1, "d"): (6, 9),
        ("a", 1, "d", 1): (6, 13),
    }
    for location, place in places.items():
        at = node_at(node, location).position
        assert (at.line, at.column) == place, location


def test_a_text_is_found_inside_a_block_scalar() -> None:
    node, _ = read("a: |\n  one two\n\n  two three\n")
    assert isinstance(node, Mapping)
    scalar = node.get("a")
    assert isinstance(scalar, Scalar)
    assert (scalar.locate("two").line, scalar.locate("two").column) == (2, 7)
    assert (scalar.locate("two", 2).line, scalar.locate("two", 2).column) == (4, 3)
    assert scalar.locate("four") == scalar.position


def test_all_twin_keys_are_reported_and_the_first_is_kept() -> None:
    node, issues = read("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert [(issue.code, issue.position.line) for issue in issues] == [
        ("yaml-twin-key", 2),
        ("yaml-twin-key", 3),
    ]
    assert node is not None
    assert plain(node, issues) == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{", "a: ["])
@pytest.mark.parametrize("times", [25, 1_000, 30_000])
def test_depth_is_bounded_before_anything_recurses(opening: str, times: int) -> None:
    node, issues = read(opening * times)
    assert node is None
    assert {issue.code for issue in issues} <= {"yaml-deep", "yaml-syntax"}
    assert len(issues) == 1


YAMLISH = st.text(
    st.sampled_from("ab:-[]{}'\"|>&*!?#%@`,.~ \n\t0159e_\u00e9\u2028\ud7ff\x85\ufeff\\"),
    max_size=60,
)


@given(st.one_of(YAMLISH, st.text(max_size=60)))
def test_any_text_gives_a_node_or_an_issue(text: str) -> None:
    node, issues = read(text)
    assert (node is None) == bool([i for i in issues if i.code != "yaml-twin-key"])
    for issue in issues:
        assert issue.code in CODES
        assert 1 <= issue.position.line <= text.count("\n") + 1
        assert "\n" not in str(issue)
    if node is not None:
        plain(node, issues)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text("ab: #'\n", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_data_comes_back_as_it_was_written(data: object) -> None:
    text = yaml.safe_dump(data)
    node, issues = read(text)
    if data is None or node is None:
        return
    assert plain(node, issues) == _tuples(yaml.safe_load(text))


@given(PLAIN, st.sampled_from([LabSpec, *(spec for specs in FENCES.values() for spec in specs)]))
def test_any_data_is_a_spec_or_issues_with_places(data: object, model: type[Any]) -> None:
    node, issues = read(yaml.safe_dump(data))
    if node is None:
        return
    spec = validate(model, node, issues)
    assert (spec is None) == bool(len(issues))
    assert all(issue.code in CODES for issue in issues)


def _tuples(data: object) -> object:
    if isinstance(data, list):
        return tuple(map(_tuples, data))
    if isinstance(data, dict):
        return {key: _tuples(item) for key, item in data.items()}
    return data
