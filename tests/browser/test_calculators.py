"""A calculator's page says what Python says, keeps what was set, and never shows nonsense."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from infralens.bootstrap.environment import ROOT
from infralens.course.load import load_course
from infralens.model.calculator import Calculator
from tests.browser.calculating import Setting, beginning, random_settings, steps, texts
from tests.browser.site import Site, told
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SETTINGS = 20
WHOLE = 125 * 1024
OURS = 45_000
NONSENSE = re.compile(r"NaN|Infinity|undefined|\[object")
READY = "il-calculator fieldset:not([disabled])"
RESULTS = ".il-calc-results > [data-key]:not([hidden]) output"


SET = """(typed) => {
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
STEPS = """() => Object.fromEntries([...document.querySelectorAll("details.il-calc-working")].map(
  (one) => [one.dataset.key, [...one.querySelectorAll("tbody tr")].map(
    (row) => [...row.children].map((cell) => cell.textContent))]))"""
BAD = {
    "": "Type a number",
    "   ": "Type a number",
    "many": "is not a number",
    "NaN": "is not a number",
    "Infinity": "is not a number",
    "1e999": "At most",
    "-1": "At least",
    "1e308": "At most",
    "1,5": "with a point",
    "12 apples": "is no unit here",
    "12.5": "whole number",
    "<b>4</b> 'x' \"y\" " + "z" * 500: "is not a number",
    "💥": "is not a number",
}


@pytest.fixture(scope="session")
def calculators() -> list[Calculator]:
    """The course's calculators, as Python knows them."""
    course, issues = load_course(ROOT)
    assert course is not None, issues
    return list(course.calculators)


def path(calculator: Calculator) -> str:
    return f"calculators/{calculator.id}/"


def ready(page: Page) -> Locator:
    page.locator(READY).first.wait_for(state="attached")
    return page.locator("il-calculator").first


def put(page: Page, setting: Setting) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(SET, setting.typed)
    return found


def test_the_page_says_what_python_says(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    values: set[str] = set()
    with opened(browser, site.url("")) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            first = beginning(one)
            settings = [first, *random_settings(one, SETTINGS, "page"), first]
            for number, setting in enumerate(settings):
                expected, found = texts(one, setting), put(page, setting)
                values.update(found.values())
                if expected != found:
                    faults.append(f"{one.id} at {setting}: {found}, Python says {expected}")
                if number % 7 == 0:
                    page.evaluate("document.querySelector('details.il-calc-working').open = true")
                    page.wait_for_timeout(100)
                    if page.evaluate(STEPS) != steps(one, setting):
                        faults.append(f"{one.id} at {setting}: another working")
        assert watch.faults == []
    assert not faults, told(faults)
    assert len(values) > SETTINGS * len(calculators), "the settings hardly change the results"


def test_bad_input_is_named_and_the_last_good_result_stays(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    with opened(browser, site.url("")) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            ranged = [i for i in one.spec.inputs if i.maximum and (i.minimum or 0) >= 0]
            whole = min(ranged, key=lambda one: one.step != 1)
            before = page.locator(".il-calc-results").all_inner_texts()
            field = page.locator(f"[name={whole.name}]")
            message = page.locator(f"#{field.get_attribute('aria-describedby')}")
            for text, words in BAD.items():
                if text == "12.5" and whole.step != 1:
                    continue
                field.fill(text)
                expect(field).to_have_attribute("aria-invalid", "true")
                if words not in message.inner_text():
                    faults.append(f"{one.id} {whole.name} '{text}': {message.inner_text()}")
                if page.locator(".il-calc-results").all_inner_texts() != before:
                    faults.append(f"{one.id} '{text}': the last good results are gone")
                expect(page.locator(".il-calc-said")).to_contain_text("Out of date")
                if NONSENSE.search(page.locator("il-calculator").inner_text()):
                    faults.append(f"{one.id} '{text}': nonsense on show")
            field.fill(f"{whole.maximum:.0f}")
            expect(field).not_to_have_attribute("aria-invalid", "true")
            expect(message).to_be_hidden()
            expect(page.locator(".il-calc-said")).to_be_empty()
        assert watch.faults == []
    assert not faults, told(faults)


def test_no_end_of_a_range_shows_nonsense(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    with opened(browser, site.url("")) as (page, _):
        for one in calculators:
            page.goto(site.url(path(one)))
            root = ready(page)
            for spec in one.spec.inputs:
                for end in (spec.minimum, spec.maximum, 0, 1e-300, 1e300):
                    if spec.kind == "quantity" and end is not None:
                        put(page, Setting({**one.defaults, spec.name: float(end)}, None))
                        if NONSENSE.search(root.inner_text()):
                            faults.append(f"{one.id}: {spec.name} = {end}")
    assert not faults, told(faults)


def test_units_can_be_typed(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        plain = put(page, Setting({"tokens": 4000, "budget": 80 * 1.073741824}, None))
        for tokens, budget in (("4k", "80 GiB"), ("4,000 tokens", "81920MiB"), ("4e3", "80GiB ")):
            page.fill("[name=tokens]", tokens)
            page.fill("[name=budget]", budget)
            shown = page.locator(RESULTS).all_inner_texts()
            assert shown == [plain[key] for key in plain if key], (tokens, budget)
        page.fill("[name=budget]", "80 gb")
        expect(page.locator("#calc-kv-cache-budget-m")).to_contain_text("Did you mean GB?")
        page.fill("[name=budget]", "80 G")
        expect(page.locator("#calc-kv-cache-budget-m")).to_contain_text("can mean two things")
        assert watch.faults == []


def test_the_keyboard_is_enough(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.locator("[name=preset-models]").focus()
        page.keyboard.type("Llama 3 8B")
        expect(page.locator("[name=kv_heads]")).to_have_value("8")
        page.keyboard.press("Tab")
        page.keyboard.type("16")
        expect(page.locator(".il-calc-changed")).to_contain_text("Llama 3 8B, changed")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "mode":
                break
        page.keyboard.press("ArrowRight")
        expect(page.locator("output[data-key=allocated]")).to_be_visible()
        expect(page.locator("output[data-key=total]")).to_be_hidden()
        for words in ("GiB", "Compare", "CSV", "link", "Reset"):
            page.keyboard.press("Tab")
            label = "document.activeElement.closest('label, button').textContent"
            assert words in page.evaluate(label), words
        page.keyboard.press("Enter")
        expect(page.locator("[name=kv_heads]")).to_have_value("32")
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.il-calc-working') !== null"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("details.il-calc-working[open]")).to_have_count(1)
        assert watch.faults == []


def test_reload_and_back_restore_the_settings(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.fill("[name=tokens]", "4k")
        page.select_option("[name=preset-models]", "llama-3-8b")
        page.locator("[name=mode]").last.check()
        page.get_by_role("button", name="Compare with").click()
        page.fill("[name=sequences]", "7")
        page.wait_for_url("**sequences=7**")
        assert "budget" not in page.url, "what did not change is not in the address"
        before = page.locator(".il-calc-results").all_inner_texts()
        assert "with the pinned settings" in before[0]
        address = page.url

        page.reload()
        ready(page)
        page.wait_for_timeout(100)
        assert page.locator(".il-calc-results").all_inner_texts() == before
        expect(page.locator("[name=preset-models]")).to_have_value("llama-3-8b")

        page.locator("nav a[href$='roofline/'], .il-nav a[href$='roofline/']").first.click()
        page.wait_for_url("**/roofline/")
        ready(page)
        page.go_back()
        page.wait_for_url(address)
        ready(page)
        page.wait_for_timeout(100)
        assert page.locator(".il-calc-results").all_inner_texts() == before
        expect(page.locator("[name=tokens]")).to_have_value("4k")

        page.goto(site.url("calculators/kv-cache/?tokens=%3Cscript%3E&mode=none&preset-models=x"))
        ready(page)
        expect(page.locator("[name=tokens]")).to_have_attribute("aria-invalid", "true")
        expect(page.locator(".il-calc-said")).to_contain_text(
            "are for Tokens in each sequence 2048"
        )
        assert watch.faults == []


def test_the_address_of_the_next_page_is_left_alone(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.fill("[name=tokens]", "4k")
        page.locator("a[href$='roofline/']:visible").first.click()
        page.wait_for_url("**/roofline/")
        ready(page)
        page.wait_for_timeout(400)
        assert page.url == site.url("calculators/roofline/")
        expect(page.locator("h1")).to_contain_text("Roofline")
        assert watch.faults == []


def test_embeds_keep_apart(site: Site, browser: Browser) -> None:
    embedding = "<il-calculator[^>]*>.*<il-calculator"
    name = next(
        one
        for one in site.with_html("<il-calculator")
        if re.search(embedding, site.html(one), re.DOTALL)
    )
    with opened(browser, site.url(name)) as (page, watch):
        ready(page)
        fields = page.locator("il-calculator input[inputmode]")
        first = fields.first.get_attribute("name")
        before = page.locator("il-calculator").last.inner_text()
        fields.first.fill("17")
        page.wait_for_url(f"**.{first}=17")
        assert page.locator("il-calculator").last.inner_text() == before
        page.reload()
        ready(page)
        expect(page.locator("il-calculator input[inputmode]").first).to_have_value("17")
        assert watch.faults == []


def test_sizes_in_gib_are_kept_for_every_calculator(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.get_by_label("GiB instead of GB").check()
        expect(page.locator("output[data-key=total]")).to_have_text("4 GiB")
        expect(page.locator(".il-plot tbody td").last).to_contain_text("256 GiB")
        page.goto(site.url("calculators/parameter-count/"))
        ready(page)
        expect(page.locator("output[data-key=weights]")).to_contain_text("GiB")
        page.get_by_label("GiB instead of GB").uncheck()
        expect(page.locator("output[data-key=weights]")).to_contain_text("GB")
        assert watch.faults == []


def test_refused_storage_is_said(site: Site, browser: Browser) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() {throw new Error('no')}})"
    with opened(browser, site.url("")) as (page, _):
        page.add_init_script(refuse)
        page.goto(site.url("calculators/kv-cache/"))
        ready(page)
        page.get_by_label("GiB instead of GB").check()
        expect(page.locator("output[data-key=total]")).to_have_text("4 GiB")
        expect(page.locator(".il-calc-tools [role=status]")).to_contain_text("keeps nothing")


def test_a_pasted_configuration_fills_the_inputs(site: Site, browser: Browser) -> None:
    config: dict[str, Any] = {
        "architectures": ["MistralForCausalLM"],
        "hidden_size": 4096,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "num_hidden_layers": 32,
        "intermediate_size": 14336,
        "vocab_size": 32000,
        "sliding_window": None,
    }
    with opened(browser, site.url("calculators/checkpoint-parameters/")) as (page, watch):
        ready(page)
        page.get_by_text("Fill from a config.json").click()
        box = page.locator(".il-calc-paste")
        box.locator("textarea").fill(json.dumps(config))
        box.get_by_role("button").click()
        expect(box.locator("[role=status]")).to_contain_text("from MistralForCausalLM")
        expect(page.locator("output[data-key=parameters]")).to_have_text("7.242 B parameters")
        for architecture, words in (("MambaForCausalLM", "no attention"), ("Other", "not known")):
            box.locator("textarea").fill(json.dumps({**config, "architectures": [architecture]}))
            box.get_by_role("button").click()
            expect(box.locator("[role=status]")).to_contain_text(words)
        assert watch.faults == []


def test_results_formulas_and_links_can_be_copied(site: Site, browser: Browser) -> None:
    def copied(part: str) -> str:
        for _ in range(40):
            text: str = page.evaluate("navigator.clipboard.readText()")
            if part in text:
                return text
            page.wait_for_timeout(50)
        pytest.fail(f"nothing with '{part}' was copied")

    url = site.url("calculators/kv-cache/")
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, url, permissions=permissions) as (page, watch):
        ready(page)
        page.fill("[name=tokens]", "4096")
        page.get_by_role("button", name="Copy results as CSV").click()
        rows = copied("kind").splitlines()
        assert rows[0] == "kind,name,value,unit,shown"
        assert "result,All keys and values,8589934592,Bytes,8.59 GB" in rows
        page.get_by_role("button", name="Copy link").click()
        assert copied("http") == f"{url}?tokens=4096"
        page.locator("details.il-calc-working summary").first.click()
        page.get_by_role("button", name="Copy formula as LaTeX").first.click()
        copied("aligned")
        page.get_by_role("button", name="Copy formula as text").first.click()
        copied("per_layer = 2")
        assert watch.faults == []


def test_the_plot_follows(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.locator(".il-plot").scroll_into_view_if_needed()
        canvas = page.locator(".il-plot canvas")
        canvas.wait_for()
        light = canvas.evaluate("(one) => one.toDataURL()")
        page.fill("[name=sequences]", "8")
        expect(page.locator(".il-plot-says")).to_contain_text("as set: 8.59 GB")
        expect(page.locator(".il-plot tbody td").nth(1)).to_have_text("2.147 GB")
        page.locator(".il-scheme").click()
        page.wait_for_timeout(200)
        expect(canvas).to_have_count(1)
        assert canvas.evaluate("(one) => one.toDataURL()") != light
        assert watch.faults == []


def test_without_script_everything_computed_is_there(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    with opened(browser, site.url(""), java_script_enabled=False) as (page, _):
        for one in calculators:
            page.goto(site.url(path(one)))
            for key, text in texts(one, beginning(one)).items():
                if key:
                    expect(page.locator(f"output[data-key={key}]")).to_have_text(text)
            fieldset = page.locator("il-calculator fieldset").first
            expect(fieldset).to_have_attribute("disabled", "")
            assert page.locator(".il-calc-working math").count() > 0
            assert not one.spec.sweep or page.locator(".il-plot tbody tr").count() > 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_accessible_and_fits(
    site: Site, browser: Browser, calculators: list[Calculator], width: int, dark: bool
) -> None:
    faults = []
    with opened(browser, site.url(""), width=width, dark=dark) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            page.get_by_role("button", name="Compare with").click()
            first = next(i for i in one.spec.inputs if i.kind == "quantity")
            page.fill(f"[name={first.name}]", "nothing")
            page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
            page.wait_for_timeout(100)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{one.id} at {width}: wider than the window")
            faults += violations(page, f"{one.id} at {width}, all open, compared, an error shown")
        assert watch.faults == []
    assert not faults, told(faults)


def test_forced_colours_and_print(site: Site, browser: Browser) -> None:
    url = site.url("calculators/kv-cache/")
    with opened(browser, url, width=1280, forced_colors="active") as (page, watch):
        ready(page)
        page.locator(".il-plot").scroll_into_view_if_needed()
        page.locator(".il-plot canvas").wait_for()
        page.emulate_media(media="print")
        expect(page.locator(".il-calc-tools")).to_be_hidden()
        expect(page.locator("output[data-key=total]")).to_be_visible()
        assert watch.faults == []


def test_a_calculator_page_is_light(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    for one in calculators:
        with opened(browser, site.url(path(one))) as (page, watch):
            ready(page)
            page.wait_for_load_state("networkidle")
            first = _weights(watch.responses)
            page.locator(".il-plot, .il-calc-results").last.scroll_into_view_if_needed()
            page.locator("details.il-calc-working summary").first.click()
            page.wait_for_load_state("networkidle")
            every = _weights(watch.responses)
        table = "\n".join(f"{weight:7} {url}" for url, weight in every.items())
        assert sum(first.values()) <= WHOLE, f"{one.id}\n{table}"
        # The plot's library comes when the figure nears the window, and is not ours.
        own = {url: weight for url, weight in every.items() if "uplot" not in url}
        assert _ours(own) <= OURS, f"{one.id}: {_ours(own)} besides the plot's library\n{table}"


def _ours(weights: dict[str, int]) -> int:
    return sum(weight for url, weight in weights.items() if "/assets/infralens/" in url)


def _weights(responses: list[Any]) -> dict[str, int]:
    return {one.url: len(gzip.compress(one.body(), 9)) for one in responses}
