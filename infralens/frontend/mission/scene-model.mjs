// @ts-check
// What a scene or a design gives at some settings, from its description and its formulas alone. No DOM.
import { inputsOf } from "../calculator-controls.mjs";
import { compute } from "../calculator-results.mjs";
import { shown } from "../quantity.mjs";

/**
 * @typedef {import("../calculator-results.mjs").Calculator} Calculator
 * @typedef {import("../calculator-results.mjs").Formulas} Formulas
 * @typedef {import("../calculator-results.mjs").Results} Results
 * @typedef {import("./ledger.mjs").Texts} Texts
 * @typedef {{ output: string, in: string, factor: number, at_least: number | null, at_most: number | null }} Bounds
 * @typedef {{ mission: string, part: string, track: string }} Names
 * @typedef {Calculator & { mission: string, part: string, track: string, names: Names, fingerprint: string, right: number,
 *   controls: string[], expert: { control: string, replaces: string }[], shown: string[], instrument: any,
 *   estimate: { output: string, in: string, factor: number, at: Record<string, number | boolean> }, target: Bounds | null }} SceneData
 * @typedef {Calculator & { mission: string, track: string, names: { mission: string, track: string }, fingerprint: string,
 *   objectives: { output: string, better: import("./pareto.mjs").Better }[], limits: Bounds[] }} DesignData
 * @typedef {{ choice?: string, number?: string, tolerance?: string, unit?: string }} Question what a checked answer is compared with
 * @typedef {{ slug: string, title: string, tracks: { id: string, title: string }[], parts: { id: string, title: string }[],
 *   scenes: SceneData[], designs: DesignData[], questions: Record<string, Question> }} Mission questions by part
 */

/** A mission from the descriptions that its page holds. @param {SceneData[]} scenes @param {DesignData[]} designs @param {Record<string, Question>} [questions] @returns {Mission} */
export function missionOf(scenes, designs, questions = {}) {
  const distinct = (/** @type {[string, string][]} */ pairs) => [...new Map(pairs)].map(([id, title]) => ({ id, title }));
  return {
    slug: scenes[0]?.mission ?? "",
    title: scenes[0]?.names.mission ?? "",
    tracks: distinct(scenes.map(({ track, names }) => [track, names.track])),
    parts: distinct(scenes.map(({ part, names }) => [part, names.part])),
    scenes,
    designs,
    questions,
  };
}

/** What every control says at the beginning. @param {Calculator} data @returns {Texts} */
export function beginnings(data) {
  return Object.fromEntries(data.inputs.map(({ name, default: value }) => [name, typeof value === "boolean" ? (value ? "1" : "0") : String(value)]));
}

/** The inputs at the beginning, in the units they are typed in. @param {Calculator} data */
export const defaults = (data) => Object.fromEntries(data.inputs.map((one) => [one.name, one.default]));

/**
 * The results at settings that differ from the beginning, or what is wrong with them.
 * @param {Calculator} data @param {Formulas} formulas @param {Texts} settings @returns {{ results: Results } | { fault: string }}
 */
export function resultsAt(data, formulas, settings) {
  const { inputs, faults } = inputsOf(data, { ...beginnings(data), ...settings });
  const [name] = Object.keys(faults);
  if (name) return { fault: `${labelOf(data, name)}: ${faults[name]}` };
  return { results: compute(data, formulas, inputs) };
}

/** A result in words. @param {Calculator} data @param {string} key @param {number | string | undefined} value */
export function textOf(data, key, value) {
  const output = data.outputs.find((one) => one.key === key);
  if (value === undefined || !output) return "";
  return typeof value === "string" ? value : shown(value, output.unit, { digits: output.digits });
}

/** Results in words, by key. @param {Calculator} data @param {string[]} keys @param {Results} results @returns {Texts} */
export const textsOf = (data, keys, results) => Object.fromEntries(keys.map((key) => [key, textOf(data, key, results[key])]));

/** The number that a lock asks for, in base units. @param {SceneData} data @param {Formulas} formulas */
export function truthOf(data, formulas) {
  const { output, at } = data.estimate;
  return compute(data, formulas, { ...defaults(data), ...at })[output];
}

/** Whether a result lies between bounds. @param {Bounds} bounds @param {Results} results */
export function meets({ output, factor, at_least, at_most }, results) {
  const value = results[output];
  return typeof value === "number" && value >= (at_least ?? -Infinity) * factor && value <= (at_most ?? Infinity) * factor;
}

/** @param {Calculator} data @param {string} name */
export const labelOf = (data, name) => data.inputs.find((one) => one.name === name)?.label ?? name;

/** One setting in words. @param {Calculator} data @param {string} name @param {string} value */
export function settingText(data, name, value) {
  const input = data.inputs.find((one) => one.name === name);
  return `${input?.label ?? name}${input?.kind === "quantity" ? "" : ":"} ${settingValue(data, name, value)}`;
}

/** What is set, without its name. @param {Calculator} data @param {string} name @param {string} value */
export function settingValue(data, name, value) {
  const input = data.inputs.find((one) => one.name === name);
  const chosen = input?.choices.find((choice) => String(choice.value) === value || choice.value === Number(value))?.label;
  if (input?.kind === "flag") return value === "1" ? "yes" : "no";
  return chosen ?? `${value} ${input?.in ?? ""}`.trim();
}

/** Settings in words. @param {Calculator} data @param {Texts} settings */
export const settingsText = (data, settings) =>
  Object.entries(settings).map(([name, value]) => settingText(data, name, value)).join(", ") || "as at the beginning";

/** Results in words, each with its name. @param {Calculator} data @param {Texts} results */
export const resultsList = (data, results) =>
  Object.entries(results).map(([key, text]) => `${data.outputs.find((one) => one.key === key)?.label ?? key}: ${text}`);

/** Results in one line. @param {Calculator} data @param {Texts} results */
export const resultsText = (data, results) => resultsList(data, results).join("; ");

/** An estimate in the unit it was typed in. @param {SceneData} data @param {number} value */
export const estimateText = ({ estimate }, value) => `${Number((value / estimate.factor).toPrecision(4)).toLocaleString("en")} ${estimate.in}`.trim();
