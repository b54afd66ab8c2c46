"""Guide pages that are made from the generator's own registers, so they cannot be out of date."""

from __future__ import annotations

import inspect
from typing import Any

from infralens.ground.codes import CODES, Severity
from infralens.model import blocks, bug, calculator, entries, mission, question, spec, worksheet
from infralens.model.text import Spec
from infralens.render.environment import template

_ABOUT = {
    Severity.BROKEN: "The input cannot be used. Nothing is built; commands exit with 2.",
    Severity.STALE: "The input can be read but is not true any more. Commands exit with 1.",
    Severity.WARNING: "Worth mending. A strict build stops at it, but only `check` looks for "
    "`claim-aged`, which depends on the day.",
    Severity.NOTICE: "For your information; nothing stops.",
}
_MODELS = (
    spec.LabSpec,
    spec.HandbookLink,
    spec.Starter,
    spec.Run,
    spec.ExcerptSpec,
    spec.NoteSpec,
    spec.Quotation,
    spec.LinesTarget,
    spec.SymbolTarget,
    question.Question,
    question.NumberAnswer,
    question.ComputedAnswer,
    question.ChoiceAnswer,
    spec.Experiment,
    spec.Edit,
    spec.Misunderstanding,
    spec.Interview,
    spec.Intuition,
    spec.Reading,
    worksheet.WorksheetSpec,
    worksheet.PartSpec,
    worksheet.FieldSpec,
    worksheet.TableSpec,
    worksheet.ColumnSpec,
    entries.TrackSpec,
    entries.ConceptSpec,
    entries.ReferenceSpec,
    entries.CardSpec,
    blocks.BorrowedExcerpt,
    blocks.OwnExcerpt,
    blocks.Drill,
    blocks.Quiz,
    blocks.Figure,
    blocks.VersionNote,
    blocks.Matrix,
    blocks.MatrixColumn,
    blocks.MatrixRow,
    blocks.SpeakerNotes,
    spec.EmbeddedCalculator,
    calculator.CalculatorSpec,
    calculator.InputSpec,
    calculator.Choice,
    calculator.PresetSpec,
    calculator.FieldOrElse,
    calculator.OwnRow,
    calculator.OutputSpec,
    calculator.ModeSpec,
    calculator.SweepSpec,
    calculator.OracleSpec,
    calculator.Tolerance,
    bug.BugSpec,
    mission.MissionSpec,
    mission.MissionTrack,
    mission.MissionPart,
    mission.Mechanism,
    mission.Option,
    mission.Bounds,
    mission.SceneSpec,
    mission.Estimate,
    mission.Expert,
    mission.Frontier,
    mission.Waterfall,
    mission.Segment,
    mission.Strip,
    mission.Blocks,
    mission.Simulation,
    mission.Reflection,
    mission.Challenge,
    mission.ChallengeGoal,
    mission.Synthesis,
    mission.DesignSpec,
    mission.Objective,
)


def issue_codes_markdown() -> str:
    """Every issue code by severity, with its sentence."""
    return template(
        "issue-codes.md.jinja",
        groups=[
            {
                "id": severity.value,
                "title": severity.value.capitalize(),
                "about": about,
                "codes": [code for code in CODES.values() if code.severity is severity],
            }
            for severity, about in _ABOUT.items()
        ],
    )


def lab_schema_markdown() -> str:
    """Every part of the schema with its keys."""
    return template("lab-schema.md.jinja", models=[_model(model) for model in _MODELS])


def _model(model: type[Spec]) -> dict[str, Any]:
    schema = model.model_json_schema()
    fields = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        properties = schema["properties"][key]
        fields.append(
            {
                "name": key,
                "holds": _holds(properties, schema.get("$defs", {})),
                "required": "yes" if field.is_required() else "no",
                "about": properties.get("description", "")
                or ("Markdown" if name in model.prose else ""),
            }
        )
    return {
        "id": model.__name__.lower(),
        "title": model.__name__.removesuffix("Spec"),
        "about": " ".join((inspect.getdoc(model) or "").replace("``", "`").split()),
        "fields": fields,
    }


def _holds(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1].removesuffix("Spec")
    if "enum" in schema:
        return " or ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    members = schema.get("anyOf") or schema.get("oneOf")
    if members:
        named = (_holds(member, definitions) for member in members if member.get("type") != "null")
        return ", or ".join(dict.fromkeys(named))
    if schema.get("type") == "array":
        return f"list of {_holds(schema.get('items', {}), definitions)}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"mapping of names to {_holds(schema['additionalProperties'], definitions)}"
    if "pattern" in schema:
        return f"text matching {schema['pattern']}"
    return _PLAIN.get(str(schema.get("type")), "text")


_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}
