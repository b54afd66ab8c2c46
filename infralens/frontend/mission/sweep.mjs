// @ts-check
// Latencies over all loads at one setting; computed anew only when more than the load has changed. No DOM.
import { curve, sampled } from "./frontier.mjs";
import { parameters } from "./parameters.mjs";

/**
 * @typedef {import("./frontier.mjs").Curve} Curve
 * @typedef {import("./samples.mjs").Place} Place
 * @typedef {import("../calculator-results.mjs").Argument} Argument
 * @typedef {import("../calculator-results.mjs").Computing} Computing
 * @typedef {import("../calculator-results.mjs").Inputs} Inputs
 * @typedef {{ tail: Curve, mean: Curve | null, places: Place[] }} Lines tail and mean of the latency, and where they are simulated
 */

export class Sweep {
  /** @type {{ key: string, lines: Lines } | null} */
  known = null;

  /** @param {import("../elements/mission-scene.mjs").Data} scene @param {(keys?: string[]) => Computing} computing */
  constructor(scene, computing) {
    const { load, latency, mean, simulation } = scene.instrument;
    this.scene = scene;
    this.load = /** @type {import("../calculator-inputs.mjs").Input} */ (scene.inputs.find(({ name }) => name === load));
    this.latencies = computing([latency, ...(mean ? [mean] : [])]);
    const given = /** @type {Argument[]} */ (Object.values(simulation.with));
    this.simulated = computing(given.flatMap((one) => ("output" in one ? [one.output] : [])));
  }

  /** @param {Inputs} inputs @returns {Lines} */
  lines(inputs) {
    const { [this.load.name]: _, ...others } = inputs;
    const key = JSON.stringify(others);
    if (key !== this.known?.key) this.known = { key, lines: this.computed(inputs) };
    return this.known.lines;
  }

  /** Where and with what it is simulated at a load. @param {Inputs} inputs @param {number} load @returns {Place} */
  place(inputs, load) {
    const here = { ...inputs, [this.load.name]: load };
    return { load, params: parameters(this.scene, here, this.simulated(here)) };
  }

  /** @param {Inputs} inputs @returns {Lines} */
  computed(inputs) {
    const { from, to, latency, mean } = this.scene.instrument;
    const whole = this.load.step !== null && Number.isInteger(this.load.step);
    /** @type {Map<number, import("../calculator-results.mjs").Results>} */
    const found = new Map();
    const results = (/** @type {number} */ load) => {
      const known = found.get(load) ?? this.latencies({ ...inputs, [this.load.name]: load });
      found.set(load, known);
      return known;
    };
    const tail = curve(from, to, whole, (load) => results(load)[latency]);
    return {
      tail,
      mean: mean ? along(tail, (load) => results(load)[mean]) : null,
      places: sampled(from, to, tail.edge, whole).map((load) => this.place(inputs, load)),
    };
  }
}

/** Another result at the points of a curve. @param {Curve} curve @param {(load: number) => number | string} value @returns {Curve} */
function along({ points, edge, why }, value) {
  const values = points.map(([load, known]) => (known === null ? null : value(load)));
  return { points: points.map(([load], at) => [load, typeof values[at] === "number" ? values[at] : null]), edge, why };
}
