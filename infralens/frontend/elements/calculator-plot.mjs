// @ts-check
// The plot of a result over one input: follows the form, and can be read with pointer or keys.
import { finer, plotted, swept } from "../calculator-results.mjs";
import { binaryUnits } from "../calculator-units.mjs";
import { drawing, isSteep, niceScale, share, told } from "../chart.mjs";
import { shown, unitFor } from "../quantity.mjs";
import { redraw } from "../redraw.mjs";

/** @typedef {import("../calculator-results.mjs").Output} Output */

const FINE = 65;

/** Keeps a figure in step with a calculator. */
export class Plot {
  /** @type {import("./calculator.mjs").State | null} */
  drawn = null;
  /** @type {import("./calculator.mjs").State | null} */
  beside = null;
  binary = false;
  /** @type {number | null} the point of the cursor */
  at = null;

  /** @param {import("./calculator.mjs").Calculator} calculator @param {HTMLElement} host */
  constructor(calculator, host) {
    this.calculator = calculator;
    this.figure = /** @type {HTMLElement} */ (host.closest("figure"));
    const { data } = calculator;
    this.sweep = /** @type {import("../calculator-results.mjs").Sweep} */ (data.sweep);
    this.input = /** @type {import("../calculator-inputs.mjs").Input} */ (data.inputs.find(({ name }) => name === this.sweep.input));
    this.points = finer(this.sweep, FINE, this.input.step !== null && Number.isInteger(this.input.step));
    this.x = { kind: this.sweep.scale, low: this.sweep.from, high: this.sweep.to };
    this.area = this.part(".il-chart-area");
    this.slider = this.buildSlider();
    this.draw();
    this.follow(calculator.signal);
  }

  /** For keys and screen readers; the pointer moves over the plot itself. */
  buildSlider() {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "il-plot-cursor";
    slider.max = String(this.points.length - 1);
    slider.setAttribute("aria-label", `Read the plot at: ${this.input.label}`);
    this.area.append(slider);
    this.calculator.signal.addEventListener("abort", () => slider.remove());
    return slider;
  }

  /** @param {AbortSignal} signal */
  follow(signal) {
    const { area, slider } = this;
    const away = () => this.move(null);
    const pointed = (/** @type {PointerEvent} */ { clientX }) => {
      const { left, width } = area.getBoundingClientRect();
      const apart = this.points.map((point) => Math.abs(share(this.x, point) - (clientX - left) / width));
      this.move(apart.indexOf(Math.min(...apart)));
    };
    area.addEventListener("pointermove", pointed, { signal });
    area.addEventListener("pointerdown", pointed, { signal });
    area.addEventListener("pointerleave", away, { signal });
    slider.addEventListener("input", () => this.move(Number(slider.value)), { signal });
    slider.addEventListener("focus", () => this.move(Number(slider.value)), { signal });
    slider.addEventListener("blur", away, { signal });
    slider.addEventListener("keydown", ({ key }) => key === "Escape" && away(), { signal });
  }

  /** @param {number | null} at */
  move(at) {
    if (at === this.at) return;
    this.at = at;
    if (at !== null) this.slider.value = String(at);
    this.paint();
  }

  /** Follows the calculator, once for each change of what it shows. */
  draw() {
    const { good, pinned, data } = this.calculator;
    if (!good || (good === this.drawn && pinned === this.beside && binaryUnits.on === this.binary)) return;
    const first = !this.drawn;
    this.beside = pinned;
    this.drawn = good;
    this.binary = binaryUnits.on;
    this.output = plotted(data, good.settings.mode);
    const name = this.output.label;
    const results = this.computed(good.inputs, this.sweep.points);
    const cells = this.figure.querySelectorAll("tbody tr td:last-child");
    results.forEach((value, at) => cells[at] && (cells[at].textContent = this.text(value)));
    this.part("thead th:last-child").textContent = name;
    this.part(".il-plot-name").textContent = `${name} over ${this.input.label}`;
    this.part(".il-plot-says").textContent = told(
      results.map((value, at) => ({ place: this.place(this.sweep.points[at]), text: this.text(value), value: known(value) })),
    );
    this.lines = [good, ...(pinned ? [pinned] : [])].map(({ inputs }) => this.computed(inputs, this.points));
    this.present = this.computed(good.inputs, [Number(good.inputs[this.input.name])])[0];
    if (first) this.slider.value = String(this.nearest(Number(good.inputs[this.input.name])));
    this.paint();
  }

  /** @param {number} value */
  nearest(value) {
    const found = this.points.findIndex((point) => point >= value);
    return found < 0 ? this.points.length - 1 : found;
  }

  /** @param {import("../calculator-results.mjs").Inputs} inputs @param {number[]} points */
  computed(inputs, points) {
    const { data, formulas } = this.calculator;
    return swept(data, formulas, inputs, this.sweep, /** @type {Output} */ (this.output), points);
  }

  paint() {
    const { drawn, output, sweep, at, lines, points, x } = this;
    if (!drawn || !output || !lines) return;
    const now = Number(drawn.inputs[this.input.name]);
    const inside = now >= sweep.from && now <= sweep.to;
    const present = /** @type {number | string} */ (this.present);
    const values = [...lines.flat(), ...(inside ? [present] : [])].map(known).filter((value) => value !== null);
    const [svg] = this.area.getElementsByTagName("svg");
    this.area.hidden = !values.length;
    this.say(now, inside, present);
    if (!values.length) return;
    const { size, letters } = unitFor(Math.max(...values.map(Math.abs)), output.unit, binaryUnits.on);
    const scaled = values.map((value) => value / size);
    const y = sweep.scale === "log" && isSteep(scaled)
      ? niceScale("log", Math.min(...scaled), Math.max(...scaled))
      : niceScale("linear", Math.min(0, ...scaled), Math.max(0, ...scaled));
    /** @type {(value: number | string) => number | null} */
    const inUnit = (value) => (typeof value === "number" ? value / size : null);
    /** @type {import("../chart.mjs").Part[]} */
    const parts = lines.map((line, index) => ({
      kind: index ? "other" : "line",
      points: points.map((point, place) => [point, inUnit(line[place])]),
    }));
    if (inside) parts.push({ kind: "here", at: [now, inUnit(present)] });
    if (at !== null) parts.push({ kind: "cursor", at: [points[at], inUnit(lines[0][at])] });
    const picture = drawing({ label: `Line chart: ${output.label} over ${this.input.label}`, x, y, parts });
    redraw(this.area, picture);
    this.part(".il-plot-up").textContent = titled(output.label, letters);
  }

  /** The value at the cursor, else at the input as it is set. @param {number} now @param {boolean} inside @param {number | string} present */
  say(now, inside, present) {
    const { at, lines = [], points } = this;
    const read = (/** @type {number} */ index) => {
      const beside = lines[1] ? `; with the pinned settings: ${this.text(lines[1][index])}` : "";
      return `At ${this.place(points[index])}: ${this.text(lines[0][index])}${beside}.`;
    };
    const set = `At ${this.place(now)}, as set${inside ? "" : ", outside the plot"}: ${this.text(present)}.`;
    this.part(".il-plot-reads").textContent = at === null ? set : read(at);
    this.slider.setAttribute("aria-valuetext", read(Number(this.slider.value)));
  }

  /** @param {string} selector */
  part(selector) {
    return /** @type {HTMLElement} */ (this.figure.querySelector(selector));
  }

  /** @param {number | string} value */
  text(value) {
    return this.calculator.text(/** @type {Output} */ (this.output), value);
  }

  /** @param {number} point */
  place(point) {
    return `${shown(point, "Number", { digits: 6 })} ${this.input.in}`.trim();
  }
}

/** @param {number | string} value */
const known = (value) => (typeof value === "number" ? value : null);

/** An axis by its quantity, with the unit unless the words name it. @param {string} label @param {string} unit */
function titled(label, unit) {
  const named = !unit || label.toLowerCase().split(/[^a-z/]+/).includes(unit);
  return named ? label : `${label}, ${unit}`;
}
