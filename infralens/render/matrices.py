"""A matrix as one table, complete without script; its tools wait for the element."""

from __future__ import annotations

from markupsafe import Markup

from infralens.model.blocks import Matrix
from infralens.render.environment import template
from infralens.render.prose import Prose

WIDE = 5
"""With more columns than this a table needs the whole width of the window."""


def matrix_html(matrix: Matrix, page: str, prose: Prose) -> Markup:
    """The table with its caption and tools, for the page at address ``page``."""
    return template(
        "matrix.html.jinja",
        id=matrix.id,
        wide=len(matrix.columns) > WIDE,
        caption=prose.inline(matrix.caption, page),
        heading=matrix.heading,
        columns=matrix.columns,
        rows=[
            {
                "anchor": row.anchor,
                "name": prose.inline(row.name, page),
                "facets": {name: "|".join(facets) for name, facets in row.facets.items()},
                "cells": [
                    {
                        "label": column.title,
                        "facets": row.facets.get(column.id, ()),
                        "html": prose.inline(row.cells[column.id], page),
                    }
                    for column in matrix.columns
                ],
            }
            for row in matrix.rows
        ],
    )
