// @ts-check
// Loaded on pages with a calculator, whose HTML is complete before.
import { fromQuery, withSettings } from "../calculator-address.mjs";
import { fill, inputsOf, putSettings, settingsOf, showFaults } from "../calculator-controls.mjs";
import { compute, dominantInput, plotted, values } from "../calculator-results.mjs";
import { binaryUnits } from "../calculator-units.mjs";
import { shown } from "../quantity.mjs";
import { put } from "../redraw.mjs";
import { buildTools } from "./calculator-tools.mjs";

/**
 * @typedef {import("../calculator-results.mjs").Calculator} Data
 * @typedef {import("../calculator-results.mjs").Inputs} Inputs
 * @typedef {import("../calculator-results.mjs").Results} Results
 * @typedef {import("../calculator-results.mjs").Formulas} Formulas
 * @typedef {import("../calculator-address.mjs").Settings} Settings
 * @typedef {{ name: string, expression: string, substituted: string, result: string }} Step
 * @typedef {{ settings: Settings, inputs: Inputs, results: Results }} State settings that could be computed
 */

const QUIET = 250; // ms without an edit, after which the address follows

/** Computes as the reader types; the last good results stay on show. */
export class Calculator {
  /** @type {State | null} */
  good = null;
  /** @type {State | null} */
  pinned = null;
  waiting = 0;
  /** @type {Record<string, (given: any, options: { binary: boolean }) => Step[]> | undefined} */
  workings;

  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it @param {string} base of its addresses */
  constructor(root, signal, base) {
    this.root = root;
    this.signal = signal;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    /** @type {Data} */
    this.data = JSON.parse(root.querySelector(".il-calc-data")?.textContent ?? "");
    // The address of the page changes when another page comes: these do not.
    this.page = new URL(this.data.address, base);
    this.module = new URL(this.data.module, base).href;
    this.workingModule = new URL(this.data.working, base).href;
    this.path = new URL(base).pathname;
    this.own = this.page.pathname === this.path;
    this.prefix = this.own ? "" : `${root.closest(".il-calc")?.id.replace(/^calc-/, "")}.`;
    this.beginning = settingsOf(this.form).beginning;
    /** @type {Formulas} */
    this.formulas = {};
  }

  /** Loads the formulas, then lets the reader in. */
  async start() {
    const { form, root, signal } = this;
    try {
      this.formulas = (await import(this.module)).formulas;
    } catch {
      this.tell("The formulas could not be loaded: the results are those of the settings shown.");
      return;
    }
    if (signal.aborted) return;
    const { settings, pinned } = fromQuery(location.search, this.prefix, this.beginning);
    putSettings(form, settings);
    form.querySelector("fieldset")?.removeAttribute("disabled");
    this.tools = buildTools(this);
    form.addEventListener("input", (event) => this.edited(event), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    root.addEventListener("toggle", () => this.later(), { signal, capture: true });
    binaryUnits.addEventListener("change", () => this.update(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.waiting));
    if (pinned) this.pinned = this.computed(pinned);
    this.good = this.computed(this.repaired(settings));
    this.update();
    const host = /** @type {HTMLElement | null} */ (root.querySelector(".il-plot-host"));
    if (this.data.sweep && host) this.startPlot(host);
  }

  /** @param {HTMLElement} host */
  async startPlot(host) {
    const { Plot } = await import("./calculator-plot.mjs");
    if (this.signal.aborted) return;
    this.plot = new Plot(this, host);
  }

  /** @param {Event} event */
  edited({ target }) {
    const { form, data } = this;
    if (target instanceof HTMLSelectElement && target.dataset.preset) {
      const preset = data.presets.find(({ name }) => name === target.dataset.preset);
      fill(form, preset?.rows.find(({ id }) => id === target.value)?.values ?? {});
    }
    this.update();
  }

  /** Puts settings into the controls and computes. @param {Settings} settings */
  put(settings) {
    putSettings(this.form, settings);
    this.update();
  }

  /** Puts values into the controls and computes. @param {Inputs} inputs */
  fill(inputs) {
    fill(this.form, inputs);
    this.update();
  }

  /** Keeps the present settings beside those to come, or lets them go. @param {boolean} wanted */
  pin(wanted) {
    this.pinned = wanted ? this.good : null;
    this.update();
  }

  update() {
    const { form, data } = this;
    const { now } = settingsOf(form);
    const { faults } = inputsOf(data, now);
    showFaults(form, faults);
    this.good = this.computed(now) ?? this.good;
    this.showResults(now);
    this.tell(this.staleness(Object.keys(faults)));
    this.tools?.show(now);
    requestAnimationFrame(() => setTimeout(() => this.later())); // after the results are painted
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.follow(now), QUIET);
  }

  /**
   * The settings with their results, or null where an input is no number.
   * @param {Settings} settings @returns {State | null}
   */
  computed(settings) {
    const { inputs, faults } = inputsOf(this.data, settings);
    if (Object.keys(faults).length) return null;
    return { settings, inputs, results: compute(this.data, this.formulas, inputs) };
  }

  /** An address can say anything: what is no number begins as the page does. @param {Settings} settings */
  repaired(settings) {
    const wrong = Object.keys(inputsOf(this.data, settings).faults);
    return { ...settings, ...Object.fromEntries(wrong.map((name) => [name, this.beginning[name]])) };
  }

  /** The results that the chosen mode shows, in order. @param {Settings} settings */
  visible({ mode }) {
    const all = [...this.data.outputs, ...this.data.inverse];
    return all.filter((one) => this.data.show.includes(one.key) && (!one.mode || one.mode === mode));
  }

  /** @param {Settings} now */
  showResults(now) {
    const { good, data, formulas } = this;
    if (!good) return;
    const seen = this.visible(now);
    for (const part of this.root.querySelectorAll("[data-key]:not(output)")) {
      /** @type {HTMLElement} */ (part).hidden = !seen.some(({ key }) => key === part.getAttribute("data-key"));
    }
    for (const output of seen) {
      const place = this.root.querySelector(`output[data-key="${output.key}"]`);
      const value = good.results[output.key];
      if (!place) continue;
      put(place, this.text(output, value));
      place.classList.toggle("il-calc-none", typeof value === "string");
    }
    const most = dominantInput(data, formulas, good.inputs, plotted(data, now.mode)?.key ?? data.show[0]);
    const name = this.root.querySelector("output[data-dominant]");
    if (name) put(name, most?.label ?? "none stands out");
  }

  /** @param {import("../calculator-results.mjs").Output} output @param {number | string} value */
  text({ unit, digits }, value) {
    return typeof value === "string" ? value : shown(value, unit, { digits, binary: binaryUnits.on });
  }

  /** Which results are on show when some field is wrong. @param {string[]} wrong */
  staleness(wrong) {
    const { good, data } = this;
    this.root.toggleAttribute("data-stale", wrong.length > 0);
    if (!wrong.length || !good) return "";
    const named = data.inputs.filter(({ name }) => wrong.includes(name));
    const last = named.map(({ name, label, in: unit }) => `${label} ${good.settings[name]}${unit && ` ${unit}`}`);
    return `Out of date: these results are for ${last.join(", ")}.`;
  }

  /** What can wait for the paint: the workings, the plot and its table. */
  async later() {
    const { good, data } = this;
    if (!good || this.signal.aborted) return;
    this.plot?.draw();
    const open = this.root.querySelector("details.il-calc-working[open]");
    if (!open && !this.workings && sameTexts(good.settings, this.beginning) && !binaryUnits.on) return;
    const workings = (this.workings ??= (await import(this.workingModule)).workings);
    if (!workings || good !== this.good) return;
    for (const output of [...data.outputs, ...data.inverse]) {
      const body = this.root.querySelector(`details.il-calc-working[data-key="${output.key}"] tbody`);
      const given = values(data, output, good.inputs, good.results);
      const none = typeof given === "string" || typeof good.results[output.key] === "string";
      const steps = none ? [] : workings[output.formula](given, { binary: binaryUnits.on });
      if (body) showSteps(body, steps);
    }
  }

  /** @param {Settings} now */
  follow(now) {
    // While the next page is fetched the address is already its own.
    if (this.signal.aborted || location.pathname !== this.path) return;
    const query = withSettings(location.search, this.prefix, now, this.beginning, this.pinned?.settings ?? null);
    if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  /** Says it on the line above the results. @param {string} words */
  tell(words) {
    let line = this.root.querySelector(".il-calc-said");
    if (!line) {
      line = document.createElement("p");
      line.className = "il-calc-said";
      line.setAttribute("role", "status");
      this.root.querySelector(".il-calc-results")?.before(line);
    }
    put(line, words);
  }
}

/** @param {Element} body @param {Step[]} steps */
function showSteps(body, steps) {
  body.replaceChildren(...steps.map(({ name, expression, substituted, result }) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = name;
    row.append(head);
    for (const text of [expression, substituted, result]) row.insertCell().textContent = text;
    return row;
  }));
}

/** @param {Settings} a @param {Settings} b */
function sameTexts(a, b) {
  return Object.keys(b).every((name) => a[name] === b[name]);
}
