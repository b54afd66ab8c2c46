// @ts-check
// What stands below the form of a calculator: units, comparing, copying, beginning again.
import { withSettings } from "../calculator-address.mjs";
import { binaryUnits } from "../calculator-units.mjs";
import { copyText } from "../copy.mjs";
import { BINARY_SCALES } from "../quantity.mjs";
import { put } from "../redraw.mjs";

/**
 * @typedef {import("./calculator.mjs").Calculator} Calculator
 * @typedef {import("../calculator-address.mjs").Settings} Settings
 */

/** Builds the tools; `show` keeps them in step with the settings. @param {Calculator} calculator */
export function buildTools(calculator) {
  const { root, form, data, signal } = calculator;
  const tools = document.createElement("div");
  tools.className = "il-calc-tools";
  const results = [...data.outputs, ...data.inverse];
  if ([...results, ...data.inputs].some(({ unit }) => unit && unit in BINARY_SCALES)) tools.append(unitToggle(signal));
  const compare = button("", () => calculator.pin(!calculator.pinned));
  tools.append(
    compare,
    button("Copy results as CSV", (pressed) => copyCsv(calculator, pressed)),
    button("Copy link", (pressed) => copyText(linkTo(calculator), pressed)),
    button("Reset", () => calculator.put(calculator.beginning)),
  );
  form.after(tools);
  if (data.presets.some(({ name }) => name === "models")) offerPaste(calculator, tools);
  for (const { key } of results) formulaTools(calculator, key);
  signal.addEventListener("abort", () => tools.remove());
  return {
    /** @param {Settings} now */
    show(now) {
      compare.textContent = calculator.pinned ? "Stop comparing" : "Compare with these settings";
      showPresets(calculator, now);
      showPinned(calculator, now);
      root.toggleAttribute("data-compared", Boolean(calculator.pinned));
    },
  };
}

/** @param {AbortSignal} signal */
function unitToggle(signal) {
  const label = document.createElement("label");
  label.innerHTML = `<input type="checkbox"> GiB instead of GB <span role="status"></span>`;
  const [box] = label.querySelectorAll("input");
  const [told] = label.querySelectorAll("span");
  box.checked = binaryUnits.on;
  box.addEventListener("change", () => {
    const lasts = binaryUnits.choose(box.checked);
    told.textContent = lasts ? "" : "This browser keeps nothing for this site: the choice ends with the page.";
  });
  binaryUnits.addEventListener("change", () => (box.checked = binaryUnits.on), { signal });
  return label;
}

/** @param {Calculator} calculator @param {Element} tools */
function offerPaste(calculator, tools) {
  const box = document.createElement("details");
  box.className = "il-calc-paste";
  box.innerHTML = "<summary>Fill from a config.json of Hugging Face</summary>";
  box.addEventListener("toggle", async () => {
    const { buildPaste } = await import("./calculator-paste.mjs");
    buildPaste(calculator, box);
  }, { once: true });
  tools.after(box);
}

/** @param {Calculator} calculator @param {string} key */
function formulaTools({ root, data }, key) {
  const box = root.querySelector(`details.il-calc-working[data-key="${key}"]`);
  const output = [...data.outputs, ...data.inverse].find((one) => one.key === key);
  if (!box || !output) return;
  const line = document.createElement("p");
  line.className = "il-calc-copies";
  line.append(button("Copy formula as text", (pressed) => copyText(formulaText(box), pressed)));
  const { latex } = output;
  if (latex) line.append(button("Copy formula as LaTeX", (pressed) => copyText(latex, pressed)));
  box.append(line);
}

/** One line for each name: what stands in the table of the working. @param {Element} box */
function formulaText(box) {
  const rows = [...box.querySelectorAll("tbody tr")].map((row) => [...row.children].map((one) => one.textContent));
  return rows.map(([name, expression]) => `${name} = ${expression}\n`).join("");
}

/** @param {Calculator} calculator @param {HTMLButtonElement} pressed */
async function copyCsv(calculator, pressed) {
  const { good, data } = calculator;
  if (!good) return;
  const { csv } = await import("../calculator-export.mjs");
  const keys = calculator.visible(good.settings).map(({ key }) => key);
  await copyText(csv(data, good.inputs, good.results, keys, { binary: binaryUnits.on }), pressed);
}

/** The page of the calculator with these settings. @param {Calculator} calculator */
function linkTo({ own, page, data, good, pinned, beginning }) {
  const link = new URL(page);
  // Another page may begin with other settings: from there, everything is said.
  const from = own ? beginning : Object.fromEntries(Object.keys(beginning).map((name) => [name, ""]));
  link.search = withSettings("", "", good?.settings ?? beginning, from, pinned?.settings ?? null);
  link.hash = own ? location.hash : `calc-${data.id}`;
  return link.href;
}

/** Says of each preset whether its values still stand. @param {Calculator} calculator @param {Settings} now */
function showPresets({ form, data, good }, now) {
  for (const { name, rows } of data.presets) {
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(`preset-${name}`));
    const row = rows.find(({ id }) => id === now[select.name]);
    const stands = (/** @type {string} */ input) => !row || !(input in row.values) || good?.inputs[input] === row.values[input];
    const changed = data.inputs.filter((input) => !stands(input.name));
    let note = select.closest("label")?.nextElementSibling;
    if (!note?.matches(".il-calc-changed")) {
      note = document.createElement("p");
      note.className = "il-calc-changed";
      select.closest("label")?.after(note);
    }
    const words = row && changed.length ? `${row.name}, changed: ${changed.map(({ label }) => label).join(", ")}` : "";
    put(note, words);
    /** @type {HTMLElement} */ (note).hidden = !words;
  }
}

/**
 * The second column: each result under the pinned settings, and how far the present one is from it.
 * @param {Calculator} calculator @param {Settings} now
 */
function showPinned(calculator, now) {
  const { root, data, good, pinned } = calculator;
  for (const old of root.querySelectorAll(".il-calc-pinned")) old.remove();
  if (!pinned || !good) return;
  for (const output of calculator.visible(now)) {
    const was = pinned.results[output.key];
    const is = good.results[output.key];
    const part = document.createElement("dd");
    part.className = "il-calc-pinned";
    part.textContent = `${calculator.text(output, was)} with the pinned settings${difference(is, was)}`;
    root.querySelector(`.il-calc-results [data-key="${output.key}"]:not(output)`)?.append(part);
  }
  const words = document.createElement("p");
  words.className = "il-calc-pinned";
  const apart = data.inputs.filter(({ name }) => pinned.inputs[name] !== good.inputs[name]);
  const said = apart.map(({ name, label, in: unit }) => `${label} ${pinned.settings[name]}${unit && ` ${unit}`}`);
  words.textContent = said.length
    ? `Pinned: ${said.join(", ")}; the rest is the same.`
    : "Pinned: the present settings. Change an input to compare.";
  root.querySelector(".il-calc-results")?.before(words);
}

/** @param {number | string} is @param {number | string} was */
function difference(is, was) {
  if (typeof is === "string" || typeof was === "string" || was === 0) return "";
  if (is === was) return ": the same";
  const ratio = is / was;
  if (!Number.isFinite(ratio)) return "";
  if (ratio >= 2 || ratio <= 0.5) return `: now ${ratio.toLocaleString("en-US", { maximumSignificantDigits: 3 })} times as much`;
  const percent = (ratio - 1) * 100;
  return `: now ${Math.abs(percent).toLocaleString("en-US", { maximumSignificantDigits: 2 })} % ${percent > 0 ? "more" : "less"}`;
}

/** @param {string} words @param {(pressed: HTMLButtonElement) => void} act */
function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", () => act(made));
  return made;
}
