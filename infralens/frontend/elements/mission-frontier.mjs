// @ts-check
// Latency over load: the closed form as a line, the simulation as points, and where the reader stands.
import { drawing, share } from "../chart.mjs";
import { cut, scaleOf } from "../mission/frontier.mjs";
import { Samples } from "../mission/samples.mjs";
import { simulate } from "../mission/simulate.mjs";
import { Sweep } from "../mission/sweep.mjs";
import { shown, unitFor } from "../quantity.mjs";
import { put, redraw, set } from "../redraw.mjs";
import { legend, made } from "./mission-parts.mjs";

/**
 * @typedef {import("./mission-scene.mjs").State} State
 * @typedef {import("../chart.mjs").Part} Part
 * @typedef {import("../calculator-results.mjs").Output} Output
 * @typedef {import("../mission/samples.mjs").Result} Result
 */

/** Those that come and go stand last: their places are kept. */
const SIGNS = {
  line: { svg: '<path class="il-chart-line" d="M0,8H26"/>', text: "" },
  mean: { svg: '<path class="il-chart-other" d="M0,8H26"/>', text: "" },
  dots: { svg: '<path class="il-chart-span" d="M13,1V15M9,1H17M9,15H17"/><circle class="il-chart-dots" cx="13" cy="8" r="4"/>', text: "Simulation with its 95 % interval" },
  here: { svg: '<line class="il-chart-here" x1="13" x2="13" y2="16"/><circle class="il-chart-here" cx="13" cy="8" r="4"/>', text: "Now" },
  ghost: { svg: '<path class="il-chart-ghost" d="M7,2L19,14M7,14L19,2"/>', text: "Your prediction" },
  level: { svg: '<line class="il-chart-level" x2="26" y1="8" y2="8"/>', text: "" },
  former: { svg: '<circle class="il-chart-former" cx="13" cy="8" r="4"/>', text: "Before the last change" },
  zone: { svg: '<rect class="il-chart-zone" x="3" width="20" height="16"/>', text: "No steady state" },
};

export class Frontier {
  /** @type {State | null} */
  state = null;
  /** @type {State | null} */
  former = null;
  /** @type {number | null} */
  ghost = null;
  /** @type {import("../mission/sweep.mjs").Lines | null} */
  lines = null;
  /** @type {number | null} where the cursor is, among the points of the line */
  at = null;
  frame = 0;

  /**
   * @param {HTMLElement} host @param {import("./mission-scene.mjs").Data} scene @param {AbortSignal} signal
   * @param {(keys?: string[]) => import("../calculator-results.mjs").Computing} computing
   */
  constructor(host, scene, signal, computing) {
    this.scene = scene;
    this.signal = signal;
    this.compute = computing();
    this.sweep = new Sweep(scene, computing);
    this.load = this.sweep.load;
    const { latency, mean } = scene.instrument;
    this.tail = this.output(latency);
    this.mean = mean ? this.output(mean) : null;
    this.samples = new Samples((given, options) => simulate(scene.instrument.simulation.kind, given, options), () => this.later());
    signal.addEventListener("abort", () => {
      this.samples.stop();
      cancelAnimationFrame(this.frame);
    });
    this.build(host);
  }

  /** @param {HTMLElement} host */
  build(host) {
    const { signal, load, tail, mean } = this;
    this.log = Object.assign(document.createElement("input"), { type: "checkbox" });
    this.log.addEventListener("change", () => this.paint(), { signal });
    this.up = made("p", "il-axis-up");
    this.area = made("div", "il-chart-area");
    this.slider = Object.assign(document.createElement("input"), { type: "range", min: "0" });
    this.slider.setAttribute("aria-label", `Read the chart at: ${load.label}`);
    this.area.append(this.slider);
    this.reads = made("p", "il-reads");
    this.runs = made("p", "il-runs");
    const words = { line: `${tail.label}, closed form`, mean: mean ? `${mean.label}, closed form` : "", level: `Target: ${this.target?.text}` };
    const never = [...(mean ? [] : ["mean"]), ...(this.target ? [] : ["level"])];
    const signs = Object.fromEntries(Object.entries(SIGNS).filter(([name]) => !never.includes(name)).map(([name, sign]) => [name, { ...sign, text: sign.text || words[/** @type {"line"} */ (name)] }]));
    this.signs = legend(signs);
    host.append(
      made("div", "il-instrument-bar", this.up, made("label", "", this.log, " Logarithmic")),
      this.area,
      made("p", "il-axis-across", [load.label, load.in].filter(Boolean).join(", ")),
      this.signs,
      this.reads,
      this.runs,
    );
    this.followPointer(signal);
  }

  /** @param {AbortSignal} signal */
  followPointer(signal) {
    const { area, slider } = this;
    if (!area || !slider) return;
    const pointed = (/** @type {PointerEvent} */ { clientX }) => {
      const { left, width } = area.getBoundingClientRect();
      const apart = this.points.map(([load]) => Math.abs(share(this.x, load) - (clientX - left) / width));
      this.move(apart.indexOf(Math.min(...apart)));
    };
    area.addEventListener("pointermove", pointed, { signal });
    area.addEventListener("pointerdown", pointed, { signal });
    area.addEventListener("pointerleave", () => this.move(null), { signal });
    for (const event of ["input", "focus"]) slider.addEventListener(event, () => this.move(Number(slider.value)), { signal });
    slider.addEventListener("blur", () => this.move(null), { signal });
  }

  /** @param {State} state @param {State | null} former @param {number | null} ghost */
  show(state, former, ghost) {
    this.state = state;
    this.former = former;
    this.ghost = ghost;
    this.lines = this.sweep.lines(state.inputs);
    const [now, value] = this.place(state);
    const here = value === null ? [] : [this.sweep.place(state.inputs, now)];
    this.places = [...here, ...this.lines.places.filter(({ load }) => load !== here[0]?.load)];
    this.samples.want(this.places, state.seed);
    this.paint();
  }

  /** Out of view: nothing runs on. */
  pause() {
    this.samples.stop();
  }

  /** Draws once for all results that come within a frame. */
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  /** @param {number | null} at */
  move(at) {
    if (at === this.at) return;
    this.at = at;
    if (at !== null && this.slider) this.slider.value = String(at);
    this.paint();
  }

  get points() {
    return this.lines?.tail.points ?? [];
  }

  get x() {
    const { from, to } = this.scene.instrument;
    return { kind: /** @type {const} */ ("linear"), low: from, high: to };
  }

  /** The bound on what is drawn, in base units. */
  get target() {
    const { target, instrument } = this.scene;
    if (!target || target.output !== instrument.latency) return null;
    const bound = target.at_most ?? target.at_least ?? 0;
    return { value: bound * target.factor, text: `${target.at_most === null ? "at least" : "at most"} ${bound} ${target.in}`.trim() };
  }

  /** What was predicted, where the question put it. @returns {[number, number] | null} */
  get predicted() {
    const { scene, ghost, load } = this;
    const { output, at } = scene.estimate;
    if (ghost === null || this.output(output).unit !== this.tail.unit) return null;
    return [Number(at[load.name] ?? load.default), ghost];
  }

  paint() {
    const { state, former, lines, area, up, log, x, places = [], predicted, target } = this;
    if (!state || !lines || !area || !up || !log) return;
    const { latency } = this.scene.instrument;
    const [now, value] = this.place(state);
    const [then, was] = former ? this.place(former) : [NaN, null];
    const runs = places.flatMap((one) => {
      const found = this.samples.at(one);
      return found ? [{ ...found, load: one.load }] : [];
    });
    const marks = [value, was, target?.value ?? null].filter((one) => one !== null);
    const means = lines.mean ? lines.mean.points.slice(0, 1).flatMap(([, one]) => one ?? []) : [];
    const y = scaleOf(log.checked ? "log" : "linear", lines.tail, [...marks, ...means], predicted ? [predicted[1]] : []);
    const { size, letters } = unitFor(y.high, this.tail.unit, false);
    const inUnit = { kind: y.kind, low: y.low / size, high: y.high / size };
    const scaled = (/** @type {import("../chart.mjs").Point[]} */ points) => cut(points, y.high).map(([at, one]) => /** @type {import("../chart.mjs").Point} */ ([at, one === null ? null : one / size]));
    const inside = (/** @type {number} */ load) => load >= x.low && load <= x.high;
    const capped = (/** @type {number | null} */ one) => (one === null || one < y.low ? null : Math.min(one, y.high) / size);
    /** @type {Part[]} */
    const parts = [];
    if (lines.tail.edge !== null && lines.tail.edge < x.high) parts.push({ kind: "zone", from: Math.max(lines.tail.edge, x.low), to: x.high });
    if (target && target.value <= y.high) parts.push({ kind: "level", at: target.value / size });
    if (lines.mean) parts.push({ kind: "other", points: scaled(lines.mean.points) });
    parts.push({ kind: "line", points: scaled(lines.tail.points) });
    const seen = runs.filter(({ p99 }) => p99 <= y.high && p99 >= y.low);
    parts.push({ kind: "spans", rows: runs.map(({ load, p99, p99Half }) => [load, (p99 - p99Half) / size, (p99 + p99Half) / size]) });
    parts.push({ kind: "dots", points: seen.map(({ load, p99 }) => [load, p99 / size]) });
    if (former && was !== null && inside(then) && (then !== now || was !== value)) parts.push({ kind: "former", at: [then, capped(was)] });
    if (inside(now)) parts.push({ kind: "here", at: [now, capped(value)] });
    if (predicted && inside(predicted[0])) parts.push({ kind: "ghost", at: [predicted[0], Math.max(capped(predicted[1]) ?? 0, inUnit.low)] });
    const cursor = this.at === null ? null : this.points[this.at];
    if (cursor) parts.push({ kind: "cursor", at: [cursor[0], cursor[1] === null || cursor[1] > y.high ? null : cursor[1] / size] });
    const picture = drawing({ label: this.summary(), x, y: inUnit, parts });
    redraw(area, picture);
    put(up, `${this.output(latency).label}, ${letters}`);
    this.say(parts, runs, predicted !== null && predicted[1] > y.high);
  }

  /** @param {Part[]} parts @param {Result[]} runs @param {boolean} above whether the prediction is off the chart */
  say(parts, runs, above) {
    const { signs, reads, runs: status, slider, places = [] } = this;
    if (!signs || !reads || !status || !slider) return;
    const drawn = new Set(parts.map(({ kind }) => (kind === "other" ? "mean" : kind)));
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (signs.querySelectorAll("li"))) item.hidden = !drawn.has(/** @type {"line"} */ (item.dataset.sign));
    const ghost = signs.querySelector('[data-sign="ghost"] span');
    if (ghost) put(ghost, above && this.ghost !== null ? `Your prediction, ${this.text(this.ghost)}: above the chart` : SIGNS.ghost.text);
    set(slider, "max", String(Math.max(0, this.points.length - 1)));
    set(slider, "aria-valuetext", this.reading(Number(slider.value)));
    put(reads, this.at === null ? this.now() : this.reading(this.at));
    const fewest = runs.length ? Math.min(...runs.map(({ customers }) => customers)) : 0;
    const known = `${runs.length} of ${places.length} loads simulated${runs.length ? `, at least ${shown(fewest, "Requests", { digits: 3 })} at each` : ""}`;
    put(status, places.length ? `${known}${this.samples.busy ? "; refining" : ""}.` : "Nothing is simulated where there is no steady state.");
  }

  /** The line at one of its points. @param {number} at */
  reading(at) {
    const point = this.points[at];
    if (!point) return "";
    const [load, value] = point;
    return `At ${this.loaded(load)}: ${value === null ? this.lines?.tail.why : this.text(value)}.`;
  }

  /** What holds at the load as set. */
  now() {
    const { state, places = [] } = this;
    if (!state) return "";
    const [load] = this.place(state);
    const result = state.results[this.scene.instrument.latency];
    const run = typeof result === "number" ? places[0] && this.samples.at(places[0]) : null;
    const simulated = run ? `; simulated: ${this.interval(run)}` : "";
    return `At ${this.loaded(load)}, as set: ${typeof result === "number" ? this.text(result) : result}${simulated}.${this.before()}`;
  }

  before() {
    const { former, state } = this;
    if (!former || !state) return "";
    const [[load, was], [, value]] = [this.place(former), this.place(state)];
    const at = former.inputs[this.load.name] === state.inputs[this.load.name] ? "" : ` at ${this.loaded(load)}`;
    return was === null || was === value ? "" : ` Before the last change${at}: ${this.text(was)}.`;
  }

  summary() {
    const { state, predicted, target, lines } = this;
    if (!state || !lines) return "";
    const [, value] = this.place(state);
    const met = !target || value === null ? "" : (this.scene.target?.at_most === null ? value >= target.value : value <= target.value) ? "met" : "not met";
    const aim = met ? ` Target ${target?.text}: ${met}.` : "";
    const guess = predicted ? ` Predicted at ${this.loaded(predicted[0])}: ${this.text(predicted[1])}.` : "";
    const end = lines.tail.edge === null ? "" : ` From ${this.loaded(lines.tail.edge)} on: ${lines.tail.why}.`;
    return `${this.tail.label} over ${this.load.label}. ${this.now()}${aim}${guess}${end}`;
  }

  /** @returns {{ head: string[], rows: string[][] }} */
  table() {
    const { places = [], mean, tail, state, scene, load } = this;
    const head = [load.label, ...(mean ? [mean.label] : []), tail.label, `${tail.label}, simulated (95 %)`, "Simulated"];
    const rows = [...places].sort((one, other) => one.load - other.load).map((place) => {
      const results = this.compute({ ...state?.inputs, [load.name]: place.load });
      const run = this.samples.at(place);
      const text = (/** @type {string} */ key) => (typeof results[key] === "number" ? this.text(Number(results[key])) : String(results[key]));
      const { mean: key, latency } = scene.instrument;
      return [this.loaded(place.load), ...(key ? [text(key)] : []), text(latency), run ? this.interval(run) : "not yet", run ? shown(run.customers, "Requests", { digits: 3 }) : ""];
    });
    return { head, rows };
  }

  /** The load and the latency of a state. @param {State} state @returns {[number, number | null]} */
  place({ inputs, results }) {
    const value = results[this.scene.instrument.latency];
    return [Number(inputs[this.load.name]), typeof value === "number" ? value : null];
  }

  /** @param {Result} run */
  interval({ p99, p99Half }) {
    return `${this.text(p99)} ± ${shown(p99Half, this.tail.unit, { digits: 2 })}`;
  }

  /** @param {number} value */
  text(value) {
    return shown(value, this.tail.unit, { digits: this.tail.digits });
  }

  /** @param {number} load */
  loaded(load) {
    return `${shown(load, "Number", { digits: 4 })} ${this.load.in}`.trim();
  }

  /** @param {string} key */
  output(key) {
    return /** @type {Output} */ (this.scene.outputs.find((one) => one.key === key));
  }
}
