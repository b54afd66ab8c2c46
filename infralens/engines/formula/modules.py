"""The text of a module: its imports, and its functions not yet read."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from infralens.engines.formula.names import IMPORTABLE, LANGUAGE_MODULE, name_fault
from infralens.engines.formula.refusal import RefusedError, position_of, refusals
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceFile

LIBRARY_PACKAGE = "infralens.formulas"
_HOLDS = "a module holds a docstring, imports and functions"


@dataclass(frozen=True)
class Module:
    """A module: the language's names and the formulas it imports, and its own functions."""

    name: str
    source: SourceFile
    language: frozenset[str] = frozenset()
    imported: dict[str, str] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)

    def formula_named(self, name: str) -> str | None:
        """The full name of the formula that a bare name means here."""
        if name in self.functions:
            return f"{self.name}.{name}"
        return self.imported.get(name)


def read_module(source: SourceFile, issues: IssueSet) -> Module:
    """Read one file; what is refused in it is reported and left out."""
    name = PurePosixPath(source.path).stem
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        at = Position(source.path, line or 1, max(column or 1, 1))
        fact = f"Python cannot read it: {getattr(error, 'msg', None) or 'it nests too deep'}"
        issues.add(at, "formula-syntax", fact, "mend the module")
        return Module(name, source)
    language: set[str] = set()
    imported: dict[str, str] = {}
    functions: dict[str, ast.FunctionDef] = {}
    for number, statement in enumerate(tree.body):
        with refusals(issues):
            if isinstance(statement, ast.ImportFrom):
                _read_import(statement, source, language, imported)
            elif isinstance(statement, ast.FunctionDef):
                _refuse_taken(statement, source, {**imported, **functions})
                functions[statement.name] = statement
            elif number or not _is_text(statement):
                at = position_of(source, statement)
                raise RefusedError(at, "formula-syntax", _HOLDS, "remove this")
    return Module(name, source, frozenset(language), imported, functions)


def _read_import(
    statement: ast.ImportFrom, source: SourceFile, language: set[str], imported: dict[str, str]
) -> None:
    module = statement.module or ""
    for alias in statement.names:
        at = position_of(source, alias)
        if alias.asname is not None or alias.name == "*":
            hint = "import it under its own name"
            raise RefusedError(at, "formula-syntax", "an import cannot rename", hint)
        if (module, alias.name) in (("__future__", "annotations"), ("typing", "Literal")):
            continue
        if module == LANGUAGE_MODULE and not statement.level:
            if alias.name not in IMPORTABLE:
                fact = f"the language has no '{alias.name}'"
                hint = perhaps(alias.name, IMPORTABLE, "the guide lists its names")
                raise RefusedError(at, "formula-name", fact, hint)
            language.add(alias.name)
            continue
        package, _, other = module.rpartition(".")
        if (package, statement.level) in ((LIBRARY_PACKAGE, 0), ("", 1)) and other:
            imported[alias.name] = f"{other}.{alias.name}"
            continue
        fact = f"a formula cannot use '{alias.name}' of '{'.' * statement.level}{module}'"
        hint = f"import from {LANGUAGE_MODULE} or {LIBRARY_PACKAGE}"
        raise RefusedError(at, "formula-syntax", fact, hint)


def _refuse_taken(function: ast.FunctionDef, source: SourceFile, taken: dict[str, object]) -> None:
    at = position_of(source, function)
    fault = name_fault(function.name)
    if fault:
        raise RefusedError(at, "formula-name", f"'{function.name}' {fault}", "choose another name")
    if function.name in taken:
        fact = f"'{function.name}' is there already"
        raise RefusedError(at, "formula-name", fact, "choose another name")


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
