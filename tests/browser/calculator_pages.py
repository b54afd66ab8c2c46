"""The pages of calculators: where they are, when they can be used, and setting their inputs."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from infralens.model.computable import Calculator
from tests.browser.calculating import Setting

_READY = "il-calculator fieldset:not([disabled])"
_SET = """(typed) => {
  const form = document.querySelector("il-calculator form");
  for (const [name, value] of Object.entries(typed)) {
    const control = form.elements.namedItem(name);
    if (typeof value === "boolean") control.checked = value;
    else if (control instanceof HTMLSelectElement)
      control.value = [...control.options].find((one) => Number(one.value) === Number(value)).value;
    else control.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return Object.fromEntries([
    ...[...document.querySelectorAll(".il-calc-results > [data-key]:not([hidden]) output")]
      .map((one) => [one.dataset.key, one.textContent]),
    ["", document.querySelector("output[data-dominant]").textContent],
  ]);
}"""


def path(calculator: Calculator) -> str:
    return f"calculators/{calculator.id}/"


def ready(page: Page) -> Locator:
    page.locator(_READY).first.wait_for(state="attached")
    return page.locator("il-calculator").first


def put(page: Page, setting: Setting) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(_SET, setting.typed)
    return found
