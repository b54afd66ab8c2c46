// @ts-check
// The plot of a result over one input, with its table and its summary in words.
import { finer, swept } from "../calculator-results.mjs";
import { binaryUnits } from "../calculator-units.mjs";
import { shown } from "../quantity.mjs";
import { sheet } from "../sheet.mjs";

/** @typedef {import("../vendor/uplot.min.mjs").default} Chart */

const FINE = 65;
const HEIGHT = 260;
const LABEL = 96; // pixels that a label below the plot takes
const SPREAD = 50; // from here on a logarithmic axis shows more

/** Keeps a figure in step with a calculator. */
export class Plot {
  /** @type {import("./calculator.mjs").State | null} */
  drawn = null;
  /** @type {import("./calculator.mjs").State | null} */
  beside = null;
  binary = false;
  width = 0;
  loading = false;

  /** @param {import("./calculator.mjs").Calculator} calculator @param {HTMLElement} host */
  constructor(calculator, host) {
    this.calculator = calculator;
    this.host = host;
    this.figure = /** @type {HTMLElement} */ (host.closest("figure"));
    const { data, signal } = calculator;
    this.sweep = /** @type {import("../calculator-results.mjs").Sweep} */ (data.sweep);
    this.input = /** @type {import("../calculator-inputs.mjs").Input} */ (data.inputs.find(({ name }) => name === this.sweep.input));
    this.output = /** @type {import("../calculator-results.mjs").Output} */ (data.outputs.find(({ key }) => key === this.sweep.output));
    this.points = finer(this.sweep, FINE, this.input.step !== null && Number.isInteger(this.input.step));
    this.says = document.createElement("p");
    this.says.className = "il-plot-says";
    this.figure.querySelector("figcaption")?.append(this.says);
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", this.figure.querySelector("figcaption")?.firstChild?.textContent ?? "");
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
      matchMedia(query).addEventListener("change", () => this.paint(), { signal });
    }
    const schemes = new MutationObserver(() => this.paint());
    schemes.observe(document.documentElement, { attributeFilter: ["data-md-color-scheme"] });
    const sizes = new ResizeObserver(() => this.resize());
    sizes.observe(host);
    const near = (/** @type {IntersectionObserverEntry[]} */ seen) => seen.some((one) => one.isIntersecting) && this.load();
    const nearing = new IntersectionObserver(near, { rootMargin: "64px" });
    nearing.observe(host);
    signal.addEventListener("abort", () => {
      for (const observer of [schemes, sizes, nearing]) observer.disconnect();
      this.chart?.destroy();
    });
    this.draw();
  }

  /** The library comes when the figure is near. */
  async load() {
    if (this.loading) return;
    this.loading = true;
    const [{ default: Library }] = await Promise.all([import("../vendor/uplot.min.mjs"), sheet("uplot")]);
    this.Library = Library;
    if (!this.calculator.signal.aborted) this.paint();
  }

  /** Follows the calculator: words and table always, the picture once it is there. */
  draw() {
    const { good } = this.calculator;
    const { pinned } = this.calculator;
    if (!good || (good === this.drawn && pinned === this.beside && binaryUnits.on === this.binary)) return;
    this.beside = pinned;
    this.drawn = good;
    this.binary = binaryUnits.on;
    this.results = this.computed(good.inputs, this.sweep.points);
    const cells = this.figure.querySelectorAll("tbody tr td:last-child");
    this.results.forEach((value, at) => cells[at] && (cells[at].textContent = this.text(value)));
    this.says.textContent = this.summary(good.inputs);
    this.paint();
  }

  /** @param {import("../calculator-results.mjs").Inputs} inputs @param {number[]} points */
  computed(inputs, points) {
    const { data, formulas } = this.calculator;
    return swept(data, formulas, inputs, this.sweep, points);
  }

  /** @param {import("../calculator-results.mjs").Inputs} inputs */
  summary(inputs) {
    const results = this.results ?? [];
    const [first, last] = [0, results.length - 1].map((at) => `${this.text(results[at])} at ${this.place(this.sweep.points[at])}`);
    const present = this.computed(inputs, [Number(inputs[this.input.name])])[0];
    return `From ${first} to ${last}. With ${this.place(Number(inputs[this.input.name]))}, as set: ${this.text(present)}.`;
  }

  /** @param {number | string} value */
  text(value) {
    return this.calculator.text(this.output, value);
  }

  /** @param {number} point */
  place(point) {
    return `${point.toLocaleString("en-US", { maximumSignificantDigits: 6 })}${this.input.in && ` ${this.input.in}`}`;
  }

  /** As many of the table's values as have room below the plot. */
  places() {
    const { points } = this.sweep;
    const step = [1, 2, 4, points.length - 1].find((one) => (points.length - 1) / one * LABEL <= this.width - 120) ?? points.length - 1;
    return points.filter((_, at) => at % step === 0);
  }

  /** A value beside the plot, whose caption says what is counted. @param {number} value */
  mark(value) {
    return shown(value, this.output.unit, { digits: 3, binary: binaryUnits.on }).replace(/ (parameters?|tokens?|requests?)$/, "");
  }

  resize() {
    const width = this.host.clientWidth;
    if (this.chart && width && width !== this.width) this.chart.setSize({ width: (this.width = width), height: HEIGHT });
  }

  paint() {
    const { good, pinned } = this.calculator;
    this.width = this.host.clientWidth;
    if (!this.Library || !good || !this.width) return;
    const lines = [good, ...(pinned ? [pinned] : [])].map(({ inputs }) =>
      this.computed(inputs, this.points).map((value) => (typeof value === "number" ? value : null)));
    const known = lines.flat().filter((value) => value !== null);
    if (!known.length) {
      this.chart?.destroy();
      this.chart = undefined;
      return;
    }
    const log = this.sweep.scale === "log" && Math.min(...known) > 0 && Math.max(...known) > SPREAD * Math.min(...known);
    const [text, rule, line, other] = ["text", "rule", "line", "other"].map((name) => this.colour(name));
    const axis = { stroke: text, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 }, font: "12px system-ui, sans-serif" };
    const marks = (/** @type {(value: number) => string} */ says) => (/** @type {Chart} */ _, /** @type {number[]} */ splits) =>
      splits.map((value) => (value === null ? null : says(value)));
    const old = this.chart;
    this.chart = new this.Library({
      width: this.width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [12, 40, 0, 0],
      scales: {
        x: { time: false, distr: this.sweep.scale === "log" ? 3 : 1, range: [this.sweep.from, this.sweep.to] },
        y: log ? { distr: 3 } : { range: [Math.min(0, ...known), Math.max(...known) * 1.05 || 1] },
      },
      axes: [
        { ...axis, splits: () => this.places(), filter: all, values: marks((value) => this.place(value)) },
        { ...axis, size: roomFor, values: marks((value) => this.mark(value)),
          ...(log && { filter: tens, grid: { ...axis.grid, filter: tens }, ticks: { ...axis.ticks, filter: tens } }) },
      ],
      series: [
        {},
        { stroke: line, width: 2, pxAlign: 0, points: { show: false } },
        ...lines.slice(1).map(() => ({ stroke: other, width: 2, dash: [6, 4], pxAlign: 0, points: { show: false } })),
      ],
      hooks: { draw: [(chart) => markPresent(chart, Number(good.inputs[this.input.name]), text, this.sweep)] },
    }, [this.points, lines[0], ...lines.slice(1)], this.host);
    old?.destroy();
  }

  /** The colour of a part as the style sheet has it now: canvases know no variables. @param {string} part */
  colour(part) {
    const probe = document.createElement("i");
    probe.className = `il-plot-${part}`;
    this.host.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}

/** The width of the labels beside the plot. @param {Chart} _ @param {(string | null)[] | null} labels */
const roomFor = (_, labels) => 24 + 7 * Math.max(0, ...(labels ?? []).map((label) => label?.length ?? 0));

/** Every place. @param {Chart} _ @param {number[]} splits */
const all = (_, splits) => splits;

/** Only powers of ten. @param {Chart} _ @param {number[]} splits */
function tens(_, splits) {
  return splits.map((value) => (/^1(e[+-]\d+)?$/.test(value.toExponential().replace(/\.0+/, "")) ? value : null));
}

/**
 * A line where the input stands.
 * @param {Chart} chart @param {number} at @param {string} colour @param {{ from: number, to: number }} range
 */
function markPresent(chart, at, colour, { from, to }) {
  if (at < from || at > to) return;
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(at, "x", true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([2, 4]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
