// @ts-check
// The results of a calculator, computed as the build computed them. The twin of computing.py. No DOM.
import { DomainError } from "./numeric.mjs";

/**
 * @typedef {import("./calculator-inputs.mjs").Input} Input
 * @typedef {number | boolean} Value
 * @typedef {{ input: string } | { output: string } | { value: Value }} Argument
 * @typedef {{ key: string, label: string, formula: string, arguments: Record<string, Argument>, unit: string,
 *   digits: number, lower_bound: boolean, mode: string | null, latex: string }} Output
 * @typedef {{ id: string, name: string, values: Record<string, Value> }} Row
 * @typedef {{ name: string, label: string, chosen: string | null, rows: Row[], fields?: Record<string, string>, needs?: string[] }} Preset
 * @typedef {{ input: string, from: number, to: number, scale: "log" | "linear", points: number[], outputs: string[] }} Sweep
 * @typedef {{ id: string, address: string, module: string, working: string, show: string[], inputs: Input[],
 *   presets: Preset[], outputs: Output[], inverse: Output[], modes: { id: string, label: string }[],
 *   sweep: Sweep | null }} Calculator
 * @typedef {Record<string, (values: any) => number>} Formulas
 * @typedef {Record<string, Value>} Inputs in the units they are typed in
 * @typedef {Record<string, number | string>} Results in base units, or the reason why there is none
 * @typedef {(inputs: Inputs) => Results} Computing
 */

const ABOVE = 1.01;
const BELOW = 0.99;
const NEGLIGIBLE = 1e-6;

/** Every result by key, in order. @param {Calculator} calculator @param {Formulas} formulas @param {Inputs} inputs */
export function compute(calculator, formulas, inputs) {
  /** @type {Results} */
  const found = {};
  for (const output of [...calculator.outputs, ...calculator.inverse]) {
    const given = values(calculator, output, inputs, found);
    found[output.key] = typeof given === "string" ? given : tried(() => formulas[output.formula](given));
  }
  return found;
}

/**
 * What the formula of an output is given, or why an earlier output has no value.
 * @param {Calculator} calculator @param {Output} output @param {Inputs} inputs @param {Results} before
 */
export function values(calculator, output, inputs, before) {
  /** @type {Record<string, Value>} */
  const given = {};
  for (const [name, argument] of Object.entries(output.arguments)) {
    if ("output" in argument) {
      const result = before[argument.output];
      if (typeof result === "string") return result;
      given[name] = result;
    } else if ("input" in argument) {
      const value = inputs[argument.input];
      given[name] = typeof value === "boolean" ? value : value * factorOf(calculator, argument.input);
    } else {
      given[name] = argument.value;
    }
  }
  return given;
}

/**
 * The input whose relative change changes the result `key` most, relatively.
 * @param {Calculator} calculator @param {Formulas} formulas @param {Inputs} inputs @param {string} key
 */
export function dominantInput(calculator, formulas, inputs, key) {
  let best = null;
  let most = NEGLIGIBLE;
  for (const input of calculator.inputs) {
    const value = inputs[input.name];
    if (input.kind !== "quantity" || typeof value === "boolean" || !value) continue;
    const [above, below] = [ABOVE, BELOW].map(
      (factor) => compute(calculator, formulas, { ...inputs, [input.name]: value * factor })[key],
    );
    if (!(typeof above === "number" && typeof below === "number" && above > 0 && below > 0)) continue;
    const matters = Math.abs(Math.log(above / below) / Math.log(ABOVE / BELOW));
    if (matters > most + NEGLIGIBLE) [best, most] = [input, matters];
  }
  return best;
}

/**
 * What the plot shows in a mode: the first of the sweep's results that belongs to it.
 * @param {Calculator} calculator @param {unknown} mode
 */
export function plotted({ sweep, outputs }, mode) {
  const swept = (sweep?.outputs ?? []).map((key) => /** @type {Output} */ (outputs.find((one) => one.key === key)));
  return swept.find((one) => one.mode === null || one.mode === mode) ?? swept[0];
}

/**
 * What `output` gives at these values of the swept input.
 * @param {Calculator} calculator @param {Formulas} formulas @param {Inputs} inputs
 * @param {Sweep} sweep @param {Output} output @param {number[]} points
 */
export function swept(calculator, formulas, inputs, sweep, output, points) {
  const needed = only(calculator, [output.key]);
  return points.map((point) => compute(needed, formulas, { ...inputs, [sweep.input]: point })[output.key]);
}

/**
 * The calculator with some of its results, and those that they are computed from, in order.
 * @template {Calculator} C @param {C} calculator @param {string[]} keys @returns {C}
 */
export function only(calculator, keys) {
  const all = [...calculator.outputs, ...calculator.inverse];
  const wanted = new Set(keys);
  for (const one of [...all].reverse()) {
    if (!wanted.has(one.key)) continue;
    for (const argument of Object.values(one.arguments)) if ("output" in argument) wanted.add(argument.output);
  }
  return { ...calculator, outputs: all.filter(({ key }) => wanted.has(key)), inverse: [] };
}

/**
 * Between the points of a sweep, `count` in all, as its scale parts them.
 * @param {Sweep} sweep @param {number} count @param {boolean} whole
 */
export function finer({ from, to, scale }, count, whole) {
  const points = Array.from({ length: count }, (_, at) => {
    const share = at / (count - 1);
    const point = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
    return whole ? Math.round(point) : point;
  });
  return [...new Set(points)];
}

/** @param {Calculator} calculator @param {string} name */
function factorOf(calculator, name) {
  return calculator.inputs.find((input) => input.name === name)?.factor ?? 1;
}

/** @param {() => number} run */
function tried(run) {
  try {
    return run();
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
