// @ts-check
// One part of a mission on one track: its lock, its controls, its instrument.
import { inputsOf, putSettings, settingsOf, showFaults } from "../calculator-controls.mjs";
import { compute, only } from "../calculator-results.mjs";
import { beginnings, defaults, meets, textOf, textsOf, truthOf } from "../mission/scene-model.mjs";
import { hold } from "../mission/simulate.mjs";
import { lastPosition, positionOf, valueAt } from "../mission/slider.mjs";
import { put, set } from "../redraw.mjs";
import { sheet } from "../sheet.mjs";
import { Lock } from "./mission-lock.mjs";
import { MathPeek } from "./mission-math.mjs";
import { tabled } from "./mission-parts.mjs";
import { SceneTools } from "./mission-tools.mjs";

/**
 * @typedef {import("../mission/scene-model.mjs").SceneData} Data
 * @typedef {{ inputs: Record<string, number | boolean>, results: Record<string, number | string>, seed: number }} State
 * @typedef {{ show(state: State, former: State | null, ghost: number | null): void, summary(): string,
 *   table(): { head: string[], rows: string[][] }, pause?(): void, ready?: Promise<void> }} Instrument
 *   `ready`: what it computes elsewhere is there
 */

const INSTRUMENTS = {
  frontier: async () => (await import("./mission-frontier.mjs")).Frontier,
  waterfall: async () => (await import("./mission-waterfall.mjs")).Waterfall,
  blocks: async () => (await import("./mission-blocks.mjs")).Blocks,
};
const SETTLED = 700; // ms without a change, after which it is said aloud and kept
const DIARY = 50; // attempts that are kept

export class Scene {
  /** @type {State | null} */
  state = null;
  /** @type {State | null} */
  former = null;
  /** @type {Instrument | null} */
  instrument = null;
  /** @type {Promise<{ formulas: import("../calculator-results.mjs").Formulas }> | undefined} */
  module;
  /** @type {import("../calculator-results.mjs").Formulas} */
  functions = {};
  /** @type {import("../calculator-results.mjs").Results | undefined} */
  base;
  seed = 1;
  settling = 0;
  open = false;
  loaded = false;
  met = false;

  /** @param {import("./mission.mjs").Mission} mission @param {HTMLElement} part @param {HTMLElement} section */
  constructor(mission, part, section) {
    this.mission = mission;
    this.section = section;
    this.signal = mission.signal;
    /** @type {Data} */
    this.data = JSON.parse(section.querySelector(".il-scene-data")?.textContent ?? "");
    this.track = this.data.track;
    this.part = this.data.part;
    this.body = /** @type {HTMLElement} */ (section.querySelector(".il-scene-body"));
    this.form = /** @type {HTMLFormElement} */ (section.querySelector("form.il-controls"));
    this.beginning = settingsOf(this.form).beginning;
    this.lock = new Lock(this, /** @type {HTMLElement} */ (part.querySelector(`.il-scene-lock[data-track="${this.track}"]`)));
    this.math = new MathPeek(this);
    this.tools = new SceneTools(this);
  }

  /** @param {import("../mission/address.mjs").Place | null} asked */
  start(asked) {
    const { form, signal, section } = this;
    const entry = this.mission.ledger.entry(this.track, this.part);
    const mine = asked?.part === this.part && asked.track === this.track;
    this.seed = mine ? asked.seed : entry.seed;
    putSettings(form, { ...this.beginning, ...(mine ? asked.settings : entry.settings) });
    this.tools.start();
    form.addEventListener("input", (event) => this.edited(event), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.settling));
    section.querySelector("details.il-instrument-table")?.addEventListener("toggle", () => this.showTable(), { signal });
    this.lock.start();
    this.shut(!entry.predictions.length);
  }

  /** Another page recorded a prediction here: this one opens too. */
  catchUp() {
    if (this.open || !this.lock.last) return;
    this.lock.restore();
    this.shut(false);
  }

  /** Shows what the ledger holds, which may be nothing. */
  restore() {
    const entry = this.mission.ledger.entry(this.track, this.part);
    this.lock.restore();
    this.shut(!entry.predictions.length);
    this.put(entry.settings, entry.seed);
    this.tools.showDiary(entry.diary);
  }

  /** Bars the way to everything below the lock, or opens it. @param {boolean} closed */
  shut(closed) {
    this.open = !closed;
    this.body.inert = closed;
    this.body.classList.toggle("il-unlocked", !closed);
    const why = /** @type {HTMLElement | null} */ (this.section.querySelector(".il-lock-why"));
    if (why) why.hidden = !closed;
    this.form.querySelector("fieldset")?.toggleAttribute("disabled", closed);
    if (!closed && !this.section.hidden) this.shown();
  }

  /** The scene is in view: whatever it needs is loaded, once. */
  async shown() {
    if (!this.open) return;
    await this.load();
    if (this.signal.aborted) return;
    if (!this.instrument) {
      const loading = INSTRUMENTS[/** @type {"frontier"} */ (this.data.instrument.kind)]();
      const [Kind] = await Promise.all([loading, sheet("chart"), sheet("mission-instruments")]);
      if (this.signal.aborted || this.instrument || this.section.hidden) return;
      const host = /** @type {HTMLElement} */ (this.section.querySelector(".il-instrument-host"));
      this.instrument = new Kind(host, this.data, this.signal, (keys) => this.computing(keys));
    }
    this.update();
    this.lock.reveal();
  }

  /** The scene is out of view: its simulations would keep others waiting. */
  left() {
    this.instrument?.pause?.();
  }

  /** Fetches the formulas, once. */
  async load() {
    this.module ??= import(new URL(this.data.module, this.mission.base).href);
    this.functions = (await this.module).formulas;
    this.loaded = true;
  }

  /** The results for some inputs. @param {import("../calculator-results.mjs").Inputs} inputs */
  results(inputs) {
    return compute(this.data, this.functions, inputs);
  }

  /** Computes some of the results, or all. @param {string[]} [keys] @returns {import("../calculator-results.mjs").Computing} */
  computing(keys) {
    const data = keys ? only(this.data, keys) : this.data;
    return (inputs) => compute(data, this.functions, inputs);
  }

  /** The inputs at the beginning, in the units they are typed in. */
  get defaults() {
    return defaults(this.data);
  }

  /** What differs from the beginning. */
  get changed() {
    const { now } = settingsOf(this.form);
    return Object.fromEntries(Object.entries(now).filter(([name, text]) => name in this.beginning && text !== this.beginning[name]));
  }

  /** @param {Record<string, string>} settings @param {number} [seed] */
  put(settings, seed = this.seed) {
    this.seed = seed;
    putSettings(this.form, { ...this.beginning, ...settings });
    this.update();
  }

  /** @param {Event} event */
  edited({ target }) {
    hold();
    if (target instanceof HTMLInputElement && target.dataset.for) {
      const input = this.data.inputs.find(({ name }) => name === target.dataset.for);
      const field = this.form.elements.namedItem(target.dataset.for);
      if (input && field instanceof HTMLInputElement) field.value = String(valueAt(input, Number(target.value)));
    }
    this.update();
    this.mission.follow(this);
  }

  update() {
    const { form, data } = this;
    const { now } = settingsOf(form);
    const every = { ...beginnings(data), ...now };
    const { inputs, faults } = inputsOf(data, every);
    showFaults(form, faults);
    this.moveSliders(inputs);
    this.section.toggleAttribute("data-stale", Object.keys(faults).length > 0);
    if (Object.keys(faults).length || !this.loaded) return;
    const results = this.results(inputs);
    if (this.state) this.former = this.state;
    this.state = { inputs, results, seed: this.seed };
    for (const key of data.shown) {
      const output = this.section.querySelector(`output[data-key="${key}"]`);
      put(output, this.text(key, results[key]));
      output?.classList.toggle("il-calc-none", typeof results[key] === "string");
    }
    this.showTarget(results);
    this.showChallenge(results);
    if (!this.section.hidden) this.instrument?.show(this.state, this.former, this.lock.ghost);
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.settled(), SETTLED);
  }

  /** A result in words. @param {string} key @param {number | string | undefined} value */
  text(key, value) {
    return textOf(this.data, key, value);
  }

  /** @param {Record<string, number | string>} results */
  showTarget(results) {
    const { target } = this.data;
    const place = this.section.querySelector("output[data-target]");
    if (!target || !place) return;
    this.met = meets(target, results);
    put(place, this.met ? "Met." : "Not met yet.");
    place.parentElement?.toggleAttribute("data-met", this.met);
  }

  /** @param {Record<string, number | string>} results */
  showChallenge(results) {
    const goals = /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll(".il-challenge li[data-key]"));
    this.base ??= this.results(this.defaults);
    for (const goal of goals) {
      const [now, then] = [results[goal.dataset.key ?? ""], this.base[goal.dataset.key ?? ""]];
      const numbers = typeof now === "number" && typeof then === "number";
      const most = Number(goal.dataset.atMost ?? Infinity);
      const least = Number(goal.dataset.atLeast ?? -Infinity);
      const met = numbers && now <= most * then * (1 + 1e-12) && now >= least * then * (1 - 1e-12);
      put(goal.querySelector("output"), `${this.text(goal.dataset.key ?? "", now)}: ${met ? "met" : "not yet"}.`);
      goal.toggleAttribute("data-met", met);
    }
  }

  /** Nothing changed for a while: it is kept, said, and what is open follows. */
  settled() {
    const { ledger } = this.mission;
    if (!this.state || !this.open || this.signal.aborted) return;
    const results = textsOf(this.data, this.data.shown, this.state.results);
    const entry = ledger.entry(this.track, this.part);
    const settings = this.changed;
    const same = (/** @type {Record<string, string> | undefined} */ other) => JSON.stringify(other) === JSON.stringify(settings);
    const known = same(entry.diary.at(-1)?.settings);
    // However quick the first change was, it can be undone: the beginning was seen, too.
    const begun = entry.diary.length || same({}) ? entry.diary : [{ settings: {}, results: textsOf(this.data, this.data.shown, this.results(this.defaults)) }];
    const diary = known ? entry.diary : [...begun, { settings, results }].slice(-DIARY);
    const met = entry.met ?? (this.met ? settings : null);
    if (!known || !same(entry.settings) || entry.seed !== this.seed) {
      ledger.write(this.track, this.part, { settings, seed: this.seed, results, diary, met });
    }
    this.tools.showDiary(diary);
    this.math.show();
    this.tell(this.state);
    // The mark of the former setting has done its work.
    this.former = this.state;
  }

  /** Says a setting aloud and tables it, once what an instrument computes for it is there. @param {State} state */
  async tell(state) {
    const { instrument, data } = this;
    await instrument?.ready;
    if (!instrument || state !== this.state || this.signal.aborted) return;
    this.showTable();
    const aim = data.target && data.target.output !== data.instrument.latency ? ` Target: ${this.met ? "met" : "not met yet"}.` : "";
    put(this.section.querySelector(".il-instrument-said"), `${instrument.summary()}${aim}`);
  }

  showTable() {
    const details = this.section.querySelector("details.il-instrument-table");
    const table = details?.querySelector("table");
    if (!(details instanceof HTMLDetailsElement) || !details.open || !table || !this.instrument) return;
    const { head, rows } = this.instrument.table();
    table.replaceWith(tabled(table.className, head, rows));
  }

  /** @param {Record<string, number | boolean>} inputs */
  moveSliders(inputs) {
    for (const slider of /** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll(".il-slider"))) {
      const input = this.data.inputs.find(({ name }) => name === slider.dataset.for);
      const value = inputs[slider.dataset.for ?? ""];
      if (!input || typeof value !== "number") continue;
      set(slider, "max", String(lastPosition(input)));
      const position = String(positionOf(input, value));
      // The one that is moved stays where the hand has it; what it says follows.
      if (slider !== document.activeElement && slider.value !== position) slider.value = position;
      set(slider, "aria-valuetext", `${value} ${input.in}`.trim());
    }
  }

  /** The number the lock asks for, in base units. */
  get truth() {
    return truthOf(this.data, this.functions);
  }
}
