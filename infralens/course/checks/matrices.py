"""Does every row of a matrix answer every column, with facets that its columns list?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from infralens.course.pages import PageFile
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.blocks import Matrix, MatrixColumn, MatrixRow


def check_matrices(pages: Iterable[PageFile], issues: IssueSet) -> None:
    """Columns and rows have distinct ids; cells and facets are those that the columns ask for."""
    for file in pages:
        for block, node in zip(file.page.blocks, file.nodes, strict=True):
            if isinstance(block.spec, Matrix):
                _check_matrix(block.spec, node, issues)


def _check_matrix(matrix: Matrix, node: Node, issues: IssueSet) -> None:
    columns = {column.id: column for column in matrix.columns}
    for part, ids in (
        ("columns", [column.id for column in matrix.columns]),
        ("rows", [row.id for row in matrix.rows]),
    ):
        for index, id_ in enumerate(ids):
            if id_ in ids[:index]:
                at = node_at(node, (part, index, "id")).position
                issues.add(at, "name-twice", f"id '{id_}' stands twice among the {part}", "rename")
    for index, row in enumerate(matrix.rows):
        _check_row(row, columns, node_at(node, ("rows", index)), issues)


def _check_row(
    row: MatrixRow, columns: Mapping[str, MatrixColumn], node: Node, issues: IssueSet
) -> None:
    for name in columns:
        if name not in row.cells:
            at = node_at(node, ("cells",)).position
            fact = f"row '{row.id}' has no cell '{name}'"
            issues.add(at, "cell-missing", fact, f"add '{name}:' to its cells")
    for part in ("cells", "facets"):
        given: Mapping[str, object] = getattr(row, part)
        for name in given:
            if name not in columns:
                fact = f"no column '{name}'"
                hint = perhaps(name, columns, "name a column of this matrix")
                issues.add(_key(node, part, name), "unknown-column", fact, hint)
    for name, facets in row.facets.items():
        known = columns[name].facets if name in columns else facets
        for nth, facet in enumerate(facets):
            if facet not in known:
                at = node_at(node, ("facets", name, nth)).position
                hint = perhaps(facet, known, f"list it under the facets of column '{name}'")
                issues.add(at, "unknown-facet", f"column '{name}' has no facet '{facet}'", hint)


def _key(node: Node, part: str, name: str) -> Position:
    mapping = node_at(node, (part,))
    key = mapping.key(name) if isinstance(mapping, MappingNode) else None
    return (key or mapping).position
