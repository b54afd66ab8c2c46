// @ts-check
// One trace of requests in the memory of three allocators, side by side, step by step.
import { drawing, niceScale } from "../chart.mjs";
import { befell } from "../mission/blocks.mjs";
import { PREEMPTED, REFUSED } from "../mission/cache.mjs";
import { parameters } from "../mission/parameters.mjs";
import { latest } from "../mission/simulate.mjs";
import { shown } from "../quantity.mjs";
import { put, redraw } from "../redraw.mjs";
import { legend, made, tabled } from "./mission-parts.mjs";
import { Player } from "./mission-player.mjs";
import { Pool, lookSigns } from "./mission-pool.mjs";

/**
 * @typedef {import("./mission-scene.mjs").State} State
 * @typedef {import("../mission/blocks.mjs").Trace} Trace
 * @typedef {"contiguous" | "buddy" | "paged"} Kind
 */

/** @type {Record<Kind, string>} */
const NAMES = { contiguous: "Contiguous", buddy: "Buddy", paged: "Paged" };
const KINDS = /** @type {Kind[]} */ (Object.keys(NAMES));
const [KEPT, NAMED] = [12, 4]; // traces, and requests that are named
/** @type {[keyof import("../mission/cache.mjs").Counters, string, boolean][]} key, words, whether it counts tokens */
const COUNTERS = [
  ["used", "Memory filled", true],
  ["reserved", "Reserved for tokens to come", true],
  ["internal", "Never used (internal)", true],
  ["free", "Free", true],
  ["external", "Free but scattered (external)", true],
  ["running", "Requests running", false],
  ["waiting", "Waiting", false],
  ["refused", "Refused on arrival, so far", false],
  ["preempted", "Preempted, so far", false],
  ["ended", "Ended, so far", false],
];
const PATIENCE = 250; // ms, after which a former trace does not stand alone
const [STACKED, FLAT] = [560, 4]; // below this width, pools lie flat one above the other
const LINES = /** @type {const} */ ({ paged: "line", buddy: "other", contiguous: "third" });

export class Blocks {
  /** @type {State | null} */
  state = null;
  /** @type {number | null} */
  ghost = null;
  /** @type {Trace | null} */
  trace = null;
  /** @type {Trace | null} */
  before = null;
  /** @type {Map<string, Trace>} */
  known = new Map();
  why = "";
  /** @type {Promise<void> | undefined} the trace of the last setting is there */
  ready;
  /** @type {Pool | null} whose block is looked at */
  chosen = null;
  waiting = 0;
  frame = 0;

  /**
   * @param {HTMLElement} host @param {import("./mission-scene.mjs").Data} scene @param {AbortSignal} signal
   */
  constructor(host, scene, signal) {
    this.scene = scene;
    this.signal = signal;
    this.simulation = latest();
    signal.addEventListener("abort", () => this.leaveOff());
    this.player = new Player(() => this.paint(), (step) => this.when(step), signal);
    this.pools = KINDS.map((kind) => new Pool(NAMES[kind], (pool) => this.choose(pool), signal));
    this.said = made("p", "il-reads");
    this.block = made("p", "il-runs il-block-said");
    this.area = made("div", "il-chart-area");
    const counts = tabled("il-counts", ["At this step", ...Object.values(NAMES)], COUNTERS.map(([, text]) => [text, ...KINDS.map(() => "")]));
    this.cells = [...counts.tBodies[0].rows].map(({ cells: [, ...values] }) => values);
    const box = made("div", "il-table-box");
    box.append(counts);
    box.tabIndex = 0; // it may be wider than the window
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Counters at this step");
    const signs = legend({
      paged: { svg: '<path class="il-chart-line" d="M0,8H26"/>', text: "Paged" },
      buddy: { svg: '<path class="il-chart-other" d="M0,8H26"/>', text: "Buddy" },
      contiguous: { svg: '<path class="il-chart-third" d="M0,8H26"/>', text: "Contiguous" },
    });
    const pools = made("div", "il-pools", ...this.pools.map(({ element }) => element));
    this.shown = made("div", "", this.player.element, pools, legend(lookSigns()), this.block, this.said, box, made("p", "il-axis-up", "Requests running"), this.area, made("p", "il-axis-across", "Step of the trace"), signs);
    this.shown.hidden = true;
    host.append(this.shown, (this.status = made("p", "il-runs", "Simulating.")));
    this.followWidth(host);
    this.area.addEventListener("pointerdown", ({ clientX }) => {
      const { left, width } = this.area.getBoundingClientRect();
      if (this.trace) this.player.to(Math.min(Math.max(Math.round(((clientX - left) / width) * (this.trace.steps - 1)), 0), this.trace.steps - 1));
    }, { signal });
  }

  /** @param {HTMLElement} host */
  followWidth(host) {
    const watch = new ResizeObserver(([{ contentRect }]) => {
      const flat = contentRect.width < STACKED ? FLAT : 1;
      if (flat === this.pools[0].flat) return;
      for (const pool of this.pools) pool.flat = flat;
      this.paint();
    });
    watch.observe(host);
    this.signal.addEventListener("abort", () => watch.disconnect());
  }

  /** @param {State} state @param {State | null} former @param {number | null} ghost */
  show(state, former, ghost) {
    this.state = state;
    this.ghost = ghost;
    this.before = (former && former !== state && this.known.get(this.key(former))) || null;
    const key = this.key(state);
    const known = this.known.get(key);
    this.leaveOff();
    if (known) {
      this.ready = this.later(known);
      return;
    }
    this.waiting = window.setTimeout(() => this.wait(), this.trace ? PATIENCE : 0);
    this.ready = this.simulation.run("cache", this.given(state), { seed: state.seed, signal: this.signal }).then(
      (trace) => {
        this.known.set(key, trace);
        for (const oldest of this.known.keys()) if (this.known.size > KEPT) this.known.delete(oldest);
        return this.later(trace);
      },
      (error) => {
        if (error?.name === "AbortError") return;
        this.leaveOff();
        this.trace = null;
        this.shown.hidden = true;
        this.status.hidden = false;
        put(this.status, `Nothing can be simulated: ${(this.why = error.message)}.`);
      },
    );
  }

  /** Out of view: nothing runs on. */
  pause() {
    this.leaveOff();
    this.player.pause();
  }

  /** Says that there is something to wait for. */
  wait() {
    put(this.status, "Simulating.");
    this.status.hidden = false;
  }

  /** What was to be shown is not wanted any more. */
  leaveOff() {
    this.simulation.end();
    clearTimeout(this.waiting);
    cancelAnimationFrame(this.frame);
  }

  /** Puts it into a frame of its own, after the one in which a control and its results are painted. @param {Trace} trace */
  async later(trace) {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((come) => (this.frame = requestAnimationFrame(come)));
    this.put(trace);
  }

  /** @param {Trace} trace */
  put(trace) {
    clearTimeout(this.waiting);
    this.trace = trace;
    this.why = "";
    this.status.hidden = true;
    this.shown.hidden = false;
    this.player.load(trace.steps, Math.round(trace.steps / 2));
  }

  /** @param {Pool} pool */
  choose(pool) {
    for (const other of this.pools) if (other !== pool && other.place !== null) this.leave(other);
    this.chosen = pool;
    pool.mark();
    this.sayBlock();
  }

  /** @param {Pool} pool */
  leave(pool) {
    pool.place = null;
    pool.mark();
  }

  sayBlock() {
    const { chosen } = this;
    put(this.block, chosen?.place == null ? "Choose a block, by pointer or keys, to see whose it is." : `${chosen.name}. ${chosen.told()}`);
  }

  paint() {
    const { trace, player, pools, cells } = this;
    if (!trace) return;
    const { step } = player;
    KINDS.forEach((kind, at) => {
      const recording = trace[kind];
      pools[at].draw(trace, recording, step);
      pools[at].say(events(recording.log, step));
      COUNTERS.forEach(([key, , tokens], row) => put(cells[row][at], tokens ? this.share(recording.counters[key][step]) : this.number(recording.counters[key][step])));
    });
    this.sayBlock();
    put(this.said, `${this.users()}${this.predicted()}`);
    this.paintLines(trace, step);
  }

  /** @param {Trace} trace @param {number} step */
  paintLines(trace, step) {
    const x = /** @type {const} */ ({ kind: "linear", low: 0, high: trace.steps - 1 });
    const most = Math.max(1, ...KINDS.map((kind) => Math.max(...trace[kind].counters.running)));
    /** @type {import("../chart.mjs").Part[]} */
    const parts = KINDS.map((kind) => ({ kind: LINES[kind], points: Array.from(trace[kind].counters.running, (value, at) => /** @type {import("../chart.mjs").Point} */ ([at, value])) }));
    const label = `Requests running at each of ${trace.steps} steps. ${this.users()}`;
    const picture = drawing({ label, x, y: niceScale("linear", 0, most), parts: [...parts, { kind: "here", at: [step, null] }] });
    redraw(this.area, picture);
  }

  /** The prediction beside what is computed at this setting. */
  predicted() {
    const { ghost, scene, state } = this;
    const output = scene.outputs.find(({ key }) => key === scene.estimate.output);
    const value = output && state?.results[output.key];
    if (ghost === null || !output || typeof value !== "number") return "";
    const text = (/** @type {number} */ one) => shown(one, output.unit, { digits: output.digits });
    return ` ${output.label}: ${text(value)} as set; you predicted ${text(ghost)}.`;
  }

  /** How many requests run on average. */
  users() {
    const { trace, before } = this;
    if (!trace) return "";
    const now = KINDS.map((kind) => `${NAMES[kind].toLowerCase()} ${this.mean(trace[kind].users)}`).join(", ");
    const was = before && before !== trace ? ` Before the last change: ${KINDS.map((kind) => this.mean(before[kind].users)).join(", ")}.` : "";
    return `Requests running, on average: ${now}.${was}`;
  }

  summary() {
    const { trace, player, why } = this;
    if (!trace) return why ? `Nothing can be simulated: ${why}.` : "";
    const wasted = KINDS.map((kind) => {
      const { reserved, internal, external, refused, preempted } = trace[kind].counters;
      const lost = (reserved[player.step] + internal[player.step] + external[player.step]) / (trace.blocks * trace.block);
      return ` ${NAMES[kind]}: ${Math.round(lost * 100)} % of the memory holds nothing that is needed now, ${refused[player.step]} refused, ${preempted[player.step]} preempted.`;
    });
    return `${this.users()}${this.predicted()} ${this.when(player.step)}.${wasted.join("")}`;
  }

  /** @returns {{ head: string[], rows: string[][] }} */
  table() {
    const { trace, player } = this;
    const head = [`${this.when(player.step)}`, ...KINDS.map((kind) => NAMES[kind])];
    if (!trace) return { head, rows: [] };
    const count = (/** @type {number} */ value, /** @type {boolean} */ tokens) => (tokens ? `${this.number(value)} tokens, ${this.share(value)}` : this.number(value));
    const rows = COUNTERS.map(([key, text, tokens]) => [text, ...KINDS.map((kind) => count(trace[kind].counters[key][player.step], tokens))]);
    return { head, rows: [...rows, ["Requests running, on average", ...KINDS.map((kind) => this.mean(trace[kind].users))]] };
  }

  /** The share of the memory that so many tokens fill. @param {number} tokens */
  share(tokens) {
    const { trace } = this;
    const percent = trace ? (100 * tokens) / (trace.blocks * trace.block) : 0;
    return percent > 0 && percent < 0.5 ? "< 1 %" : `${Math.round(percent)} %`;
  }

  /** @param {number} step */
  when(step) {
    const { trace } = this;
    return trace ? `Step ${step + 1} of ${trace.steps}, ${shown(step * trace.seconds, "Seconds", { digits: 3 })}` : "";
  }

  /** @param {number} value */
  number(value) {
    return shown(value, "Number", { digits: 12 });
  }

  /** @param {number} value */
  mean(value) {
    return shown(value, "Number", { digits: 3 });
  }

  /** @param {State} state */
  given({ inputs, results }) {
    return parameters(this.scene, inputs, results);
  }

  /** @param {State} state */
  key(state) {
    return JSON.stringify([state.seed, this.given(state)]);
  }
}

/** What befell requests at a step. @param {Uint32Array} log @param {number} step */
function events(log, step) {
  const named = (/** @type {string} */ words, /** @type {number[]} */ numbers) =>
    numbers.length ? `${words} ${numbers.slice(0, NAMED).join(", ")}${numbers.length > NAMED ? ` and ${numbers.length - NAMED} more` : ""}.` : "";
  const text = [named("Refused: request", befell(log, step, REFUSED)), named("Preempted: request", befell(log, step, PREEMPTED))].filter(Boolean).join(" ");
  return text || "No request is refused or preempted.";
}
