"""What a reader sets is kept, shared and put back: addresses, units, configurations, copies."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.calculator_pages import ready
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

# What waits for a function takes the promise of one for its answer; so this waits by itself.
COPIED = """async (part) => {
  let text = "";
  for (let frame = 0; frame < 1000 && !text.includes(part); frame++) {
    await new Promise(requestAnimationFrame);
    text = await navigator.clipboard.readText();
  }
  return text;
}"""


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
        assert page.locator(".il-calc-results").all_inner_texts() == before
        expect(page.locator("[name=preset-models]")).to_have_value("llama-3-8b")

        page.locator("nav a[href$='roofline/'], .il-nav a[href$='roofline/']").first.click()
        page.wait_for_url("**/roofline/")
        ready(page)
        page.go_back()
        # The address is back before the page is: until then the other calculator is the ready one.
        expect(page.locator("[name=tokens]")).to_have_value("4k")
        assert page.url == address
        assert page.locator(".il-calc-results").all_inner_texts() == before

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
        page.clock.install()
        page.fill("[name=tokens]", "4k")
        page.locator("a[href$='roofline/']:visible").first.click()
        page.wait_for_url("**/roofline/")
        ready(page)
        page.clock.run_for(400)  # longer than a calculator waits before the address follows
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


def test_a_pasted_configuration_brings_its_count_where_a_total_is_asked_for(
    site: Site, browser: Browser
) -> None:
    dense: dict[str, Any] = {
        "architectures": ["Qwen3ForCausalLM"],
        "hidden_size": 5120,
        "num_attention_heads": 64,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "num_hidden_layers": 64,
        "intermediate_size": 25600,
        "vocab_size": 151936,
    }
    experts = {
        **dense,
        "architectures": ["Qwen3MoeForCausalLM"],
        "num_experts": 128,
        "num_experts_per_tok": 8,
        "moe_intermediate_size": 768,
    }
    with opened(browser, site.url("calculators/decode-floor/")) as (page, watch):
        ready(page)
        page.get_by_text("Fill from a config.json").click()
        box = page.locator(".il-calc-paste")
        box.locator("textarea").fill(json.dumps(dense))
        box.get_by_role("button").click()
        expect(page.locator("[name=parameters]")).to_have_value("32.762123264")
        expect(page.locator("output[data-key=weights]")).to_have_text("65.52 GB")
        box.locator("textarea").fill(json.dumps(experts))
        box.get_by_role("button").click()
        expect(box.locator("[role=status]")).to_contain_text("mixture of experts")
        expect(page.locator("[name=parameters]")).to_have_value("32.762123264")
        assert watch.faults == []


def test_results_formulas_and_links_can_be_copied(site: Site, browser: Browser) -> None:
    def copied(part: str) -> str:
        text = str(page.evaluate(COPIED, part))
        assert part in text
        return text

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
