"""The parts of a lab page, in the order they are read: heading ids with their titles.

Only a lab of kind worksheet has the part of this name.
"""

from __future__ import annotations

LAB_PARTS: dict[str, str] = {
    "related-handbook-section": "Related handbook section",
    "concept-goal": "Concept goal",
    "mental-model": "Mental model",
    "worksheet": "Worksheet",
    "starter-files": "Starter files",
    "annotated-code": "Annotated code, line by line",
    "run-it": "Run it, and what it prints",
    "what-to-notice": "What to notice",
    "change-this": "Change this, predict that",
    "questions": "Check yourself",
    "misunderstandings": "Common misunderstandings",
    "interview": "Interview explanation",
    "intuition": "External intuition notes",
    "further-reading": "Further reading",
}
