"""A worksheet as HTML: the sheet to fill in, and what its designs are looked up in."""

from __future__ import annotations

import json

from markupsafe import Markup

from infralens.course.layout import lab_address
from infralens.model.course import Lab
from infralens.model.worksheet import FieldSpec, Worksheet
from infralens.render.environment import template
from infralens.render.prose import Prose


def worksheet_html(worksheet: Worksheet, lab: Lab, prose: Prose) -> Markup:
    """The sheet, the solver's table and the worked answer, complete without script."""
    spec, table, page = worksheet.spec, worksheet.spec.table, lab_address(lab.id)

    def field(one: FieldSpec) -> dict[str, object]:
        return {
            "id": one.id,
            "label": one.label,
            "kind": one.kind,
            "options": one.options,
            "right": one.right,
            "reason": one.reason,
            "help": prose.html(one.help or "", page),
        }

    return template(
        "worksheet.html.jinja",
        lab=lab.id,
        task=prose.html(spec.task, page),
        parts=[
            {
                "title": part.title,
                "about": prose.html(part.about or "", page),
                "fields": [field(one) for one in part.fields],
            }
            for part in spec.parts
        ],
        answer=prose.html(spec.answer, page),
        caption=table.caption,
        columns=table.columns,
        rows=worksheet.rows,
        data=_data(worksheet),
    )


def _data(worksheet: Worksheet) -> Markup:
    """How a design is judged, for the page; the rows stand in the table."""
    table = worksheet.spec.table
    data = {
        "columns": [column.model_dump() for column in table.columns],
        "keys": table.keys,
        "product": table.product,
        "objective": table.objective,
        "within": table.within,
    }
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))
