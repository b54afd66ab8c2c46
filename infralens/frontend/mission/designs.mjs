// @ts-check
// Every design of a strategy, which of them none beats, and what is to be said of the one that was chosen. No DOM.
import { inputsOf } from "../calculator-controls.mjs";
import { compute } from "../calculator-results.mjs";
import { percent } from "./ledger-rows.mjs";
import { paretoSet, regret } from "./pareto.mjs";
import { beginnings, meets, settingsText, textOf } from "./scene-model.mjs";

/**
 * @typedef {import("./scene-model.mjs").DesignData} DesignData
 * @typedef {import("./ledger.mjs").Texts} Texts
 * @typedef {{ settings: Texts, results: import("../calculator-results.mjs").Results, row: import("./pareto.mjs").Row }} Candidate
 * @typedef {{ every: Candidate[], set: number[], chosen: number, regret: import("./pareto.mjs").Regret | null }} Judgement
 */

/** Every design that can be chosen, in the order in which the build tries them. @param {DesignData} data @param {import("../calculator-results.mjs").Formulas} formulas @returns {Candidate[]} */
export function candidates(data, formulas) {
  /** @type {Texts[]} */
  let every = [{}];
  for (const { name, kind, choices } of data.inputs) {
    const values = kind === "flag" ? ["0", "1"] : choices.map(({ value }) => String(value));
    every = every.flatMap((settings) => values.map((value) => ({ ...settings, [name]: value })));
  }
  return every.map((settings) => {
    const results = compute(data, formulas, inputsOf(data, settings).inputs);
    const values = data.objectives.map(({ output }) => results[output]);
    const usable = data.limits.every((limit) => meets(limit, results)) && values.every((value) => typeof value === "number");
    return { settings, results, row: usable ? /** @type {number[]} */ (values) : null };
  });
}

/** @param {DesignData} data @param {Candidate[]} every @param {Texts} settings that differ from the beginning @returns {Judgement} */
export function judged(data, every, settings) {
  const wanted = { ...beginnings(data), ...settings };
  const chosen = every.findIndex((one) => data.inputs.every(({ name }) => Number(one.settings[name]) === Number(wanted[name])));
  const better = data.objectives.map((one) => one.better);
  const found = every.map(({ row }) => row);
  return { every, set: paretoSet(found, better), chosen, regret: chosen < 0 ? null : regret(found, chosen, better) };
}

/** What a judgement says, in sentences. @param {DesignData} data @param {Judgement} judgement @returns {string[]} */
export function verdict(data, { every, set, chosen, regret: lost }) {
  const one = every[chosen];
  if (!one) return ["This design is none of those that can be chosen."];
  if (!one.row || !lost) {
    const near = nearest(every, set, chosen);
    return [
      `It cannot be used: ${broken(data, one.results).join("; ")}.`,
      near < 0 ? "" : `The design of the Pareto set that asks for fewest changes takes ${difference(data, one, every[near])}: ${values(data, every[near])}.`,
    ].filter(Boolean);
  }
  const usable = every.filter(({ row }) => row).length;
  if (lost.share === 0) {
    const price = data.objectives.map((objective, at) => alone(data, every, one, objective, at)).filter(Boolean);
    return [
      `It is in the Pareto set, with ${set.length - 1} others of ${usable} usable designs: none is better in one thing without being worse in another.`,
      price.length ? `That is no pass: ${price.join("; ")}.` : "",
    ].filter(Boolean);
  }
  const best = every[lost.to];
  const gaps = data.objectives.map(({ output }, at) => {
    const label = data.outputs.find(({ key }) => key === output)?.label ?? output;
    const [here, there] = [one, best].map(({ results }) => textOf(data, output, results[output]));
    return lost.gaps[at] ? `${label}: ${there} instead of ${here}, ${percent(lost.gaps[at])} of the span` : `${label}: no worse`;
  });
  return [`Its regret is ${percent(lost.share)}: another design is better in something and worse in nothing.`, `It takes ${difference(data, one, best)}, and gives ${gaps.join("; ")}.`];
}

/** What is best in one objective alone, where that is another design. @param {DesignData} data @param {Candidate[]} every @param {Candidate} one @param {DesignData["objectives"][number]} objective @param {number} at */
function alone(data, every, one, { output, better }, at) {
  const sign = better === "lower" ? 1 : -1;
  const usable = every.filter(({ row }) => row);
  const key = (/** @type {Candidate} */ { row }) => sign * /** @type {number[]} */ (row)[at];
  const best = usable.reduce((first, next) => (key(next) < key(first) ? next : first));
  const [here, there] = [one, best].map(({ results }) => textOf(data, output, results[output]));
  const label = data.outputs.find((item) => item.key === output)?.label ?? output;
  return here === there ? "" : `${label}: ${here}, and could be ${there} (${settingsText(data, best.settings)})`;
}

/** Why a design cannot be used. @param {DesignData} data @param {import("../calculator-results.mjs").Results} results */
export function broken(data, results) {
  const reasons = data.limits.filter((limit) => !meets(limit, results)).map((limit) => {
    if (typeof results[limit.output] === "string") return String(results[limit.output]);
    const label = data.outputs.find(({ key }) => key === limit.output)?.label ?? limit.output;
    const bounds = [["at least", limit.at_least], ["at most", limit.at_most]].filter(([, value]) => value !== null);
    return `${label}: ${textOf(data, limit.output, results[limit.output])}, and must be ${bounds.map(([word, value]) => `${word} ${value} ${limit.in}`.trim()).join(" and ")}`;
  });
  for (const { output } of data.objectives) if (typeof results[output] === "string") reasons.push(String(results[output]));
  return [...new Set(reasons)];
}

/** How a design stands, in words. @param {DesignData} data @param {Judgement} judgement @param {number} at */
export function standing(data, { every, set }, at) {
  if (set.includes(at)) return "in the Pareto set";
  if (!every[at].row) return `cannot be used: ${broken(data, every[at].results).join("; ")}`;
  const lost = regret(every.map(({ row }) => row), at, data.objectives.map((one) => one.better));
  return `regret ${percent(lost?.share ?? 0)}`;
}

/** The member of the set that shares most settings. @param {Candidate[]} every @param {number[]} set @param {number} chosen */
function nearest(every, set, chosen) {
  const apart = (/** @type {number} */ at) => Object.entries(every[at].settings).filter(([name, value]) => every[chosen].settings[name] !== value).length;
  return set.reduce((best, at) => (best < 0 || apart(at) < apart(best) ? at : best), -1);
}

/** What one design sets otherwise. @param {DesignData} data @param {Candidate} one @param {Candidate} other */
function difference(data, one, other) {
  const changed = Object.entries(other.settings).filter(([name, value]) => one.settings[name] !== value);
  return settingsText(data, Object.fromEntries(changed));
}

/** @param {DesignData} data @param {Candidate} one */
const values = (data, { results }) =>
  data.objectives.map(({ output }) => `${data.outputs.find(({ key }) => key === output)?.label}: ${textOf(data, output, results[output])}`).join("; ");

