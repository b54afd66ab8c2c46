"""What is not part of the language is refused, at its place and in these words."""

from __future__ import annotations

from infralens.engines.formula import read_library
from tests.cases.golden import Golden
from tests.formula.reading import CASES, DOCSTRING, HEAD, source

BODIES = [
    "return a + [1]",
    "return a.real",
    "return a[0]",
    "return a + len('x')",
    "return a + 'x'",
    "return a @ a",
    "return a + b",
    "return a * GiB",
    "return a * BYTE",
    "return a + 1 * BYTE",
    "return exp(a * SECOND)",
    "return (a * BYTE) ** a / BYTE",
    "return a ** (1 * BYTE)",
    "return 1 if a else 2",
    "return 1 + (a > 2)",
    "return a > 2",
    "return a * BYTE < 3 * SECOND",
    "return min(a, 1 * BYTE)",
    "return a if a > 1 else 1 * SECOND",
    "return a if a > 1 else True",
    "return floor(log(a))",
    "return a**2 // 3",
    "b = exp(a)\nreturn ceil(b)",
    "return 1 + fold(3, lambda k, x: x + a, 0)",
    "return fold(a, a, 0)",
    "return fold(a, lambda k: k, 0)",
    "return fold(a, lambda k, x: x * BYTE, 1)",
    "b, c = fold(a, lambda k, x: x, 1)\nreturn b + c",
    "return fold(a, lambda k, x, y: x, 1, 1)",
    "return largest(0, a * BYTE, lambda n: n < 3)",
    "return largest(0, 9, lambda n: a < 3)",
    "return solve(0, a, lambda a: a - 1)",
    "return (lambda x: x)(a)",
    "return sqrt(a, a)",
    "return min(a)",
    "return a + 2**60 * 9007199254740993",
    "return a + 1j",
    "return a + Bytes",
    "return a + log",
    "return a + KIB",
    "for i in a:\n    pass\nreturn a",
    "if a > 1:\n    return a\nreturn a",
    "a += 1\nreturn a",
    "b = a\nb = a\nreturn b",
    "b = a\nreturn a",
    "b, c = a\nreturn b + c",
    "require(a)\nreturn a",
    "require(a, 'a')\nreturn a",
    "b = require(a > 1, 'a')\nreturn a + b",
    "min = a\nreturn min",
    "new = a\nreturn new",
    "B = a\nreturn B",
    "b = a",
    "return f(a)",
]
HEADS = [
    "def f(a) -> Number:\n",
    "def f(a: float) -> Number:\n",
    "def f(a: byte) -> Number:\n",
    "def f(a: Bits) -> Number:\n",
    "def f(a: Number):\n",
    "def f(a: Number) -> bool:\n",
    "def f(a: Number = 1) -> Number:\n",
    "def f(*a: Number) -> Number:\n",
    "def f(a: Literal['x']) -> Number:\n",
    "def f(a: Literal[1]) -> Number:\n",
    "def f(sqrt: Number) -> Number:\n",
    "def f(délai: Number) -> Number:\n",
    "def F(a: Number) -> Number:\n",
    "async def f(a: Number) -> Number:\n",
]
DOCSTRINGS = [
    "    pass\n",
    '    """A"""\n',
    '    """A\n\n    Source: b\n    """\n',
    '    """A\n\n    Source:\n    Not included: c\n    """\n',
    '    """Source: b\n    Not included: c\n    """\n',
    '    """A\n    B\n\n    Source: b\n    Not included: c\n    """\n',
]
MODULES = [
    "import math\n",
    "from math import sqrt\n",
    "X = 3\n",
    "def f(:\n",
    "from infralens.engines.formula.language import Bites\n",
    "from infralens.engines.formula.language import exp as e\n",
    "from infralens.formulas.other import g\n",
    "from .m import g\n",
]
CALLS = [
    "return g(a)",
    "return g(a * FLOP, a)",
    "return g()",
    "return g(word=a)",
    "return g(a * FLOP, work=a)",
    "g = a\nreturn g",
]
CALLEE = f"def g(work: Flops) -> Number:\n{DOCSTRING}    return work / FLOP\n\n"


def function(body: str, parameters: str = "a: Number", result: str = "Number") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def f({parameters}) -> {result}:\n{DOCSTRING}{lines}"


def reports(text: str) -> list[str]:
    _, issues = read_library([source(HEAD + text)])
    return [str(issue) for issue in issues]


def cases() -> dict[str, str]:
    """What is shown of each case, and the module it makes."""
    found = {body: function(body) for body in BODIES}
    found.update({head: f"{head}{DOCSTRING}    return a\n" for head in HEADS})
    for docstring in DOCSTRINGS:
        found[docstring] = f"def f(a: Number) -> Number:\n{docstring}    return a\n"
    found.update({text: text for text in MODULES})
    found.update({body: CALLEE + function(body) for body in CALLS})
    return found


def test_the_reports_are_exactly_these(golden: Golden) -> None:
    parts = []
    for shown, text in cases().items():
        found = reports(text)
        assert 1 <= len(found) <= 2, f"one mistake, one report: {shown}: {found}"
        parts.append("\n".join([*(f"| {line}" for line in shown.splitlines()), *found]))
    golden(CASES / "refusals.txt", "\n\n".join(parts) + "\n")


def test_every_code_of_the_language_is_caused() -> None:
    found = {line.split(": ")[1] for text in cases().values() for line in reports(text)}
    assert found == {
        "formula-cycle",
        "formula-name",
        "formula-source",
        "formula-syntax",
        "formula-unit",
        "formula-unused",
    }


def test_a_circle_is_reported_once_and_names_its_members() -> None:
    text = "".join(
        f"def {one}(a: Number) -> Number:\n{DOCSTRING}    return {other}(a)\n\n"
        for one, other in (("f", "g"), ("g", "h"), ("h", "f"))
    )
    (report,) = reports(text)
    assert report.endswith(
        "formula-cycle: formulas call one another: m.f → m.g → m.h → m.f; "
        "let one of them stand alone"
    )


def test_several_mistakes_are_reported_at_once() -> None:
    found = reports(function("é = 1\nb = a * (1 * BYTE + 2)\nd = c * q\nreturn b", "a: Bites"))
    codes = [line.split(": ")[1] for line in found]
    assert codes == ["formula-unit", "formula-name", "formula-name"]


def test_two_formulas_of_one_name_are_refused() -> None:
    found = reports(function("return a") + "\n\n" + function("return a"))
    assert [line.partition(": ")[2] for line in found] == [
        "formula-name: 'f' is there already; choose another name"
    ]


def test_what_nests_too_deep_is_refused() -> None:
    (report,) = reports(function("return " + "(" * 80 + "a" + " + 1)" * 80))
    assert "formula-syntax: the expression nests too deep; name its parts" in report
    (report,) = reports("x = " + "-" * 50_000 + "1\n")
    assert "formula-syntax: " in report
