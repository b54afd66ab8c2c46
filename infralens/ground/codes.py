"""The register of issue codes: each has a severity and one sentence of meaning.

Codes are stable: they appear in reports, in ``--json`` and in the guide, which lists this register.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """What an issue does to a build or a check."""

    BROKEN = "broken"
    STALE = "stale"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Code:
    """An issue code with the sentence the guide shows for it."""

    name: str
    severity: Severity
    meaning: str


_REGISTER: dict[Severity, dict[str, str]] = {
    Severity.BROKEN: {
        "source-missing": "A file that the course names does not exist.",
        "source-outside": "A path leaves its folder, by its spelling or through a symbolic link.",
        "source-irregular": "A path names something that is not a plain file.",
        "source-huge": "A file is larger than the limit for its kind.",
        "source-encoding": "A file is not UTF-8 text.",
        "source-empty": "A starter file or spec has no content.",
        "yaml-syntax": "The YAML cannot be parsed.",
        "yaml-deep": "The YAML nests deeper than the limit.",
        "yaml-alias": "An alias or merge key is used; specs must be written out.",
        "yaml-tag": "A YAML tag is used; specs hold plain data only.",
        "yaml-twin-key": "A key stands twice in one mapping.",
        "yaml-ambiguous": "YAML readers disagree about this scalar.",
        "yaml-documents": "A file holds more than one YAML document.",
        "unknown-key": "A key is not part of the schema.",
        "missing-key": "A required key is absent.",
        "wrong-type": "A value has the wrong type.",
        "bad-value": "A value has the right type but is not allowed.",
        "empty-part": "A part of a page is present but says nothing.",
        "name-twice": "Two things that need distinct names share one.",
        "lab-name": "A lab file's name or folder does not follow NN-slug.yml.",
        "starter-unused": "A file in a lab's code folder is not listed among its starters.",
        "selector-syntax": "A selector cannot be parsed.",
        "selector-unsupported": "A selector kind does not fit the language of the file.",
        "selector-ambiguous": "A selector matches more than one place.",
        "region-unclosed": "A region marker is not closed, or closes nothing.",
        "source-syntax": "A starter cannot be parsed in its language.",
        "note-target": "A note's target cannot be understood or lies outside its excerpt.",
        "unknown-concept": "A concept link names no concept.",
        "unknown-reference": "A citation names no reference.",
        "unknown-page": "A link leads to no page of the course.",
        "page-moved": "A link names an address that its page had before.",
        "address-invalid": "An old address cannot have been that of a page of the site.",
        "address-taken": "An old address belongs to a page that exists, or leads to two.",
        "unknown-anchor": "A link leads to a heading that its page does not have.",
        "unknown-excerpt": "A borrowed excerpt does not exist.",
        "unknown-column": "A row of a matrix names a column that the matrix does not have.",
        "unknown-facet": "A row of a matrix names a facet that its column does not list.",
        "cell-missing": "A row of a matrix has no cell for one of the columns.",
        "slide-break": "A page of slides has none, or a break that is none.",
        "slide-heading": "A slide does not begin with one heading of the second level.",
        "notes-outside": "Speaker notes stand outside the slides of a page.",
        "concept-cycle": "Concepts require one another in a circle.",
        "fence-unknown": "A fenced block looks like one of ours but is not.",
        "fence-indented": "A block stands indented, where it cannot be rendered.",
        "fence-unclosed": "A fenced block is never closed.",
        "equation-invalid": "A formula in LaTeX cannot be set.",
        "html-in-text": "Text that must be plain holds raw HTML.",
        "text-twice": "A paragraph stands twice in the course's sources.",
        "figure-invalid": "A figure file is unsafe or cannot be shown.",
        "formula-syntax": "A formula uses what is not part of the formula language.",
        "formula-name": "A formula uses a name that is unknown or taken.",
        "formula-unit": "The units in a formula do not fit, or a condition stands for a number.",
        "formula-source": "A formula does not say what it is, where it is from, or what it omits.",
        "formula-unused": "A parameter or an assigned name of a formula has no use.",
        "formula-cycle": "Formulas call one another in a circle.",
        "unknown-formula": "A calculator, a value or a published answer names no formula.",
        "unknown-parameter": "A formula is given an argument that it has no parameter for.",
        "argument-missing": "A formula is not given all its arguments.",
        "unknown-input": "A calculator has no input of this name.",
        "unknown-output": "A calculator has no output of this name.",
        "unknown-entry": "A registry or a preset has no such row or field.",
        "unknown-unit": "A unit is not one of those that quantities can have.",
        "unknown-oracle": "A calculator names a published answer that is not listed.",
        "unknown-calculator": "A page embeds a calculator that does not exist.",
        "unit-mismatch": "A unit or a kind of value does not fit where it is used.",
        "default-outside": "An input has no default, two, or one that its own limits refuse.",
        "input-unused": "No formula uses an input of a calculator.",
        "value-syntax": "A value in the text cannot be read, or stands where none is computed.",
        "unknown-track": "A mission has no such track, or a part of it is missing on one.",
        "unknown-value": "A text uses a value that its page or lab does not name.",
        "value-undefined": "A formula has no value for these arguments.",
        "worksheet-kind": "A lab of kind worksheet has no worksheet, or one of another kind has.",
        "unknown-field": "A worksheet has no field for a key of its table.",
        "table-invalid": "The table of a worksheet lacks a column, a number or a usable design.",
        "lock-invalid": "A lock file cannot be read.",
        "config-invalid": "An option or an argument is missing or cannot work.",
    },
    Severity.STALE: {
        "not-reviewed": "An excerpt has no lock entry yet.",
        "changed": "The code of an excerpt differs from what was reviewed.",
        "moved": "The selector fails, but the reviewed code stands elsewhere.",
        "missing": "The selector fails and the reviewed code is nowhere to be found.",
        "mission-options": "Not exactly one answer of a lock is true at the defaults.",
        "mission-control": "A control of a mission changes nothing that is shown.",
        "mission-answer": "The answer of a lock stands in the text above it.",
        "mission-same": "The numbers a part asks for do not differ between its tracks.",
        "mission-target": "No setting of a mission reaches what it demands.",
        "mission-sum": "The segments of a waterfall do not add up to its total.",
        "mission-design": "No strategy of a mission keeps its limits, or a choice never does.",
        "mission-number": "A mission states a quantity that nothing computes.",
        "note-lost": "The quotation a note is bound to no longer occurs.",
        "note-ambiguous": "The quotation a note is bound to occurs more often than expected.",
        "edit-lost": "An experiment changes text that its starter does not hold just once.",
        "output-differs": "A run of a starter printed something else than its captured output.",
        "measured-lost": "A measured number in the text is not what its starter printed.",
        "output-missing": "A starter's captured output does not exist.",
        "run-failed": "A starter did not run to its end.",
        "link-broken": "A link in the built site leads nowhere.",
        "site-external": "The built site asks another host for something.",
        "site-invalid": "The built site has a fault a browser or reader would meet.",
        "link-dead": "An outside link did not answer.",
    },
    Severity.WARNING: {
        "unused": "A region marker or lock entry has no reader.",
        "value-unused": "A page or lab names a value that no text of it shows.",
        "claim-aged": "A version-sensitive claim is older than the course allows.",
        "literal-quantity": "Quantities on a page are written by hand, with nothing behind them.",
        "reference-uncited": "A reference is cited by no page.",
        "oracle-missed": "A formula does not give a published answer within its tolerance.",
    },
    Severity.NOTICE: {
        "cosmetic": "An excerpt's text differs from the reviewed text, its code does not.",
        "crlf": "A file has Windows line ends; it is shown and compared with plain ones.",
        "bom": "A file begins with a byte order mark, which is not shown.",
        "selector-lines": "Lines are addressed by number where a name would survive edits.",
        "run-skipped": "A starter cannot run here; its page says so.",
    },
}

CODES: dict[str, Code] = {
    name: Code(name, severity, meaning)
    for severity, codes in _REGISTER.items()
    for name, meaning in codes.items()
}
