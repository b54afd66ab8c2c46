"""The formulas of each calculator as ES modules, made from the library."""

from __future__ import annotations

from infralens.engines.formula import Library, javascript, working_javascript
from infralens.model.computable import Computable
from infralens.render.assets import FOLDER


def module_address(id_: str) -> str:
    """Where the module with a calculator's formulas is published."""
    return f"/{FOLDER}/formulas/{id_}.mjs"


def working_address(id_: str) -> str:
    """Where the module with the working of its formulas is published."""
    return f"/{FOLDER}/formulas/{id_}.working.mjs"


COUNTS = (
    "parameters.dense_parameters",
    "variants.expert_parameters",
    "variants.latent_expert_parameters",
)
"""What counts the parameters of a configuration that a reader pastes; the browser chooses one."""


def counts_module(library: Library) -> dict[str, str]:
    """The module with these formulas by its address, which no calculator's name can have."""
    return {module_address("model.counts"): _placed(javascript(library, COUNTS), "model.counts")}


def calculator_modules(calculator: Computable, library: Library) -> dict[str, str]:
    """The modules of a calculator by address; they find the shared ones a folder above."""
    names = list(dict.fromkeys(output.spec.formula for output in calculator.results))
    return {
        module_address(calculator.id): _placed(javascript(library, names), calculator.id),
        working_address(calculator.id): _placed(working_javascript(library, names), calculator.id),
    }


def _placed(text: str, id_: str) -> str:
    for shared in ("numeric", "quantity"):
        text = text.replace(f'"./{shared}.mjs"', f'"../{shared}.mjs"')
    return text.replace('"./formulas.mjs"', f'"./{id_}.mjs"')
