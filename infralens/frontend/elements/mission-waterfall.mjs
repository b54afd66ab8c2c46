// @ts-check
// The time of one request, piece by piece; what passes in a second; and how full the links are.
import { fullness, phases, pieces, scaleOf } from "../mission/waterfall.mjs";
import { shown, unitFor } from "../quantity.mjs";
import { put } from "../redraw.mjs";
import { Bars, Fills, Strips } from "./mission-bars.mjs";
import { made } from "./mission-parts.mjs";

/**
 * @typedef {import("./mission-scene.mjs").State} State
 * @typedef {import("../mission/waterfall.mjs").Piece} Piece
 * @typedef {import("./mission-bars.mjs").Row} Row
 */

const ONE = "one";
const RATES = ["PerSecond", "RequestsPerSecond"]; // for which the number in flight follows

export class Waterfall {
  /** @type {State | null} */
  state = null;
  /** @type {State | null} */
  former = null;
  /** @type {number | null} */
  ghost = null;
  view = ONE;
  /** @type {Record<string, number | string> | null} */
  beginning = null;

  /**
   * @param {HTMLElement} host @param {import("./mission-scene.mjs").Data} scene @param {AbortSignal} signal
   * @param {(keys?: string[]) => import("../calculator-results.mjs").Computing} computing
   */
  constructor(host, scene, signal, computing) {
    this.scene = scene;
    this.compute = computing();
    this.total = this.output(scene.instrument.total);
    this.rate = scene.instrument.throughput ? this.output(scene.instrument.throughput) : null;
    const fills = new Fills();
    this.bars = new Bars(fills);
    this.strips = new Strips(scene.instrument.strips, fills);
    this.reads = made("p", "il-reads");
    this.key = made("p", "il-runs il-bars-key");
    host.append(fills.element, this.toggle(signal), this.bars.element, this.key, this.reads);
    if (scene.instrument.strips.length) host.append(this.strips.element);
  }

  /** What the bars show. @param {AbortSignal} signal */
  toggle(signal) {
    const { rate, scene } = this;
    if (!rate) return "";
    const name = `${scene.part}-${scene.track}-view`;
    const radio = (/** @type {string} */ value, /** @type {string} */ text) => {
      const input = Object.assign(document.createElement("input"), { type: "radio", name, value, checked: value === ONE });
      return made("label", "", input, ` ${text}`);
    };
    const group = made("div", "il-instrument-bar il-instrument-views", radio(ONE, "One request"), radio("rate", rate.label));
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", "What the bars show");
    group.addEventListener("change", ({ target }) => {
      this.view = /** @type {HTMLInputElement} */ (target).value;
      this.paint();
    }, { signal });
    return group;
  }

  /** @param {State} state @param {State | null} former @param {number | null} ghost */
  show(state, former, ghost) {
    this.state = state;
    this.former = former;
    this.ghost = ghost;
    this.paint();
  }

  paint() {
    const { state, view, scene } = this;
    if (!state) return;
    if (view === ONE) this.paintRequest(state);
    else this.paintRate(state);
    put(this.reads, this.reading());
    this.strips.draw(scene.instrument.strips.map((/** @type {{ share: string }} */ { share }) => state.results[share]));
  }

  /** @param {State} state */
  paintRequest({ results }) {
    const { former, total } = this;
    const now = this.pieces(results);
    const then = former ? this.pieces(former.results) : [];
    const before = then.some(({ start, end }, at) => start !== now[at].start || end !== now[at].end) ? then : null;
    const whole = results[total.key];
    const was = before ? former?.results[total.key] : undefined;
    /** @type {Row[]} */
    const rows = now.map(({ output, phase, start, end, why }, at) => ({
      name: this.output(output).label,
      note: phase,
      value: why || [this.text(end - start), this.part(end - start, whole)].filter(Boolean).join(", "),
      fill: phase,
      start,
      end,
      former: before && [before[at].start, before[at].end],
    }));
    const sum = typeof whole === "number" ? whole : 0;
    const old = typeof was === "number" ? was : null;
    rows.push({ name: total.label, note: "", value: this.text(whole), fill: "total", start: 0, end: sum, former: old === null ? null : [0, old] });
    this.draw(rows, total);
  }

  /** @param {State} state */
  paintRate({ results }) {
    const { former, rate } = this;
    if (!rate) return;
    const bar = (/** @type {string} */ name, /** @type {number | string | undefined} */ value, fill = "compute") => ({
      name, note: "", value: this.text(value, rate), fill, start: 0, end: typeof value === "number" ? value : 0, former: null,
    });
    const first = this.first()[rate.key];
    const rows = [bar("Now", results[rate.key], "total"), bar("At the beginning", first, "wait")];
    if (former && former.results !== results) rows.splice(1, 0, bar("Before the last change", former.results[rate.key], "bubble"));
    this.draw(rows, rate);
  }

  /** @param {Row[]} rows @param {import("../calculator-results.mjs").Output} output whose unit the axis has */
  draw(rows, output) {
    const { target } = this.scene;
    const marks = [];
    const bound = target && (target.at_most ?? target.at_least);
    if (target && bound !== null && target.output === output.key) marks.push({ kind: /** @type {const} */ ("target"), at: bound * target.factor, text: this.aim });
    if (this.ghost !== null && this.output(this.scene.estimate.output).unit === output.unit) {
      marks.push({ kind: /** @type {const} */ ("ghost"), at: this.ghost, text: `your prediction: ${this.text(this.ghost, output)}` });
    }
    const ends = rows.flatMap(({ end, former }) => [end, ...(former ? [former[1]] : [])]);
    const scale = scaleOf([...ends, ...marks.filter(({ kind }) => kind === "target").map(({ at }) => at)], this.ghost === null ? [] : marks.map(({ at }) => at));
    this.bars.draw(rows, scale, unitFor(scale.high, output.unit, false), marks.filter(({ at }) => at <= scale.high));
    const lines = { target: "Solid line", ghost: "Dotted line" };
    const outline = this.view === ONE ? ["Dashed outline: before the last change"] : [];
    const told = marks.map(({ kind, at, text }) => `${lines[kind]}: ${text}${at > scale.high ? ", beyond the axis" : ""}`);
    put(this.key, [...told, ...outline].map((one) => `${one}.`).join(" "));
  }

  /** What the bars say. */
  reading() {
    const { state, former, rate, total, view } = this;
    if (!state) return "";
    const changed = former && former.results !== state.results;
    if (view !== ONE && rate) {
      const [now, first, whole] = [state.results[rate.key], this.first()[rate.key], state.results[total.key]];
      if (typeof now !== "number") return `${rate.label}: ${now}.`;
      const times = typeof first === "number" && first > 0 ? ` ${Number((now / first).toPrecision(3))} times the beginning.` : "";
      const flight = RATES.includes(rate.unit) && typeof whole === "number" ? ` In flight, by Little's law: ${shown(now * whole, "Number", { digits: 3 })} requests.` : "";
      return `${rate.label}: ${this.text(now, rate)}.${times}${flight}`;
    }
    const whole = state.results[total.key];
    if (typeof whole !== "number") return `${total.label}: ${whole}.`;
    const parts = phases(this.pieces(state.results)).map(([phase, time]) => `${phase} ${this.part(time, whole)}`);
    const was = changed ? former.results[total.key] : null;
    const before = typeof was === "number" && was !== whole ? ` Before the last change: ${this.text(was)}.` : "";
    return `${total.label}: ${this.text(whole)}, of which ${parts.join(", ")}.${before}`;
  }

  get aim() {
    const { target } = this.scene;
    if (!target) return "";
    const bound = target.at_most ?? target.at_least;
    return `target: ${target.at_most === null ? "at least" : "at most"} ${bound} ${target.in}`.trim();
  }

  summary() {
    const { state, scene } = this;
    if (!state) return "";
    const links = scene.instrument.strips.map((/** @type {{ label: string, share: string }} */ { label, share }) => ` ${label}: ${full(state.results[share])}.`);
    return `${this.reading()}${links.join("")}`;
  }

  /** @returns {{ head: string[], rows: string[][] }} */
  table() {
    const { state, former, scene, total, rate } = this;
    const head = ["Piece", "Spent on", "Now", "Before the last change"];
    if (!state) return { head, rows: [] };
    const row = (/** @type {string} */ key, phase = "") => [
      this.output(key).label, phase, this.text(state.results[key], this.output(key)), former ? this.text(former.results[key], this.output(key)) : "",
    ];
    const rows = scene.instrument.segments.map((/** @type {{ output: string, phase: string }} */ { output, phase }) => row(output, phase));
    rows.push(row(total.key), ...(rate ? [row(rate.key)] : []));
    for (const { label, share } of scene.instrument.strips) rows.push([label, "link", full(state.results[share]), former ? full(former.results[share]) : ""]);
    return { head, rows };
  }

  /** @param {Record<string, number | string>} results */
  pieces(results) {
    return pieces(this.scene.instrument.segments, results);
  }

  /** The results at the beginning. */
  first() {
    this.beginning ??= this.compute(Object.fromEntries(this.scene.inputs.map((one) => [one.name, one.default])));
    return this.beginning;
  }

  /** @param {number} time @param {number | string} whole */
  part(time, whole) {
    if (typeof whole !== "number" || whole <= 0) return "";
    const percent = Math.round((time / whole) * 100);
    return time > 0 && percent === 0 ? "< 1 %" : `${percent} %`;
  }

  /** @param {number | string | undefined} value @param {import("../calculator-results.mjs").Output} [output] */
  text(value, output = this.total) {
    return typeof value === "number" ? shown(value, output.unit, { digits: output.digits }) : (value ?? "");
  }

  /** @param {string} key */
  output(key) {
    return /** @type {import("../calculator-results.mjs").Output} */ (this.scene.outputs.find((one) => one.key === key));
  }
}

/** @param {number | string} share */
const full = (share) => (typeof share === "number" ? fullness(share) : share);
