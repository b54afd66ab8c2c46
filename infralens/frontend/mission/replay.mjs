// @ts-check
// Every number of a ledger computed again from the mission's own modules: confirmed or contradicted. No DOM.
import { verdict } from "../answer.mjs";
import { candidates, judged } from "./designs.mjs";
import { inputsHash } from "./evidence.mjs";
import { regretSaid } from "./ledger-rows.mjs";
import { errorFactor, said } from "./lock.mjs";
import { estimateText, meets, resultsAt, settingsText, textOf, textsOf, truthOf } from "./scene-model.mjs";

/**
 * @typedef {import("./scene-model.mjs").Mission} Mission
 * @typedef {import("./scene-model.mjs").SceneData} SceneData
 * @typedef {import("./scene-model.mjs").DesignData} DesignData
 * @typedef {import("./scene-model.mjs").Formulas} Formulas
 * @typedef {"confirmed" | "contradicted" | "cannot be checked"} Verdict
 * @typedef {{ place: string, what: string, recorded: string, computed: string, verdict: Verdict }} Line
 */

const CLOSE = 1e-9; // relatively

/**
 * @param {Mission} mission @param {import("./ledger.mjs").State} state
 * @param {(data: SceneData | DesignData) => Promise<Formulas>} load the formulas of a scene or a design
 * @returns {Promise<Line[]>}
 */
export async function replay(mission, state, load) {
  /** @type {Line[]} */
  const lines = [];
  for (const [key, entry] of Object.entries(state.entries)) {
    const data = mission.scenes.find(({ track, part }) => `${track}/${part}` === key);
    if (data) lines.push(...entryLines(data, await load(data), entry), ...answerLines(data, mission.questions[data.part] ?? {}, entry));
    else lines.push(unknown(key));
  }
  for (const [track, strategy] of Object.entries(state.strategies)) {
    const data = mission.designs.find((one) => one.track === track);
    if (data) lines.push(...strategyLines(data, await load(data), strategy));
    else lines.push(unknown(`${track}, strategy`));
  }
  return lines;
}

/** The lines in one sentence. @param {Line[]} lines */
export function summary(lines) {
  const count = (/** @type {Verdict} */ wanted) => lines.filter(({ verdict }) => verdict === wanted).length;
  const open = count("cannot be checked");
  return `${count("confirmed")} of ${lines.length} confirmed, ${count("contradicted")} contradicted${open ? `, ${open} cannot be checked` : ""}.`;
}

/** @param {SceneData} data @param {Formulas} formulas @param {import("./ledger.mjs").Entry} entry @returns {Line[]} */
function entryLines(data, formulas, entry) {
  const place = `${data.names.track}: ${data.names.part}`;
  const truth = truthOf(data, formulas);
  const lines = entry.predictions.flatMap((one, at) => {
    const name = `prediction ${at + 1}`;
    const computed = typeof truth === "number" ? estimateText(data, truth) : truth;
    const factor = (/** @type {number | string} */ value) => (typeof value === "number" ? said(errorFactor(one.estimate, value)) : "no number");
    return [
      line(place, `${name}, the truth`, estimateText(data, one.truth), computed, typeof truth === "number" && near(one.truth, truth)),
      line(place, `${name}, ${estimateText(data, one.estimate)}`, factor(one.truth), factor(truth), factor(one.truth) === factor(truth)),
      line(place, `${name}, the mechanism`, one.right ? "right" : "wrong", one.option === data.right ? "right" : "wrong", one.right === (one.option === data.right)),
    ];
  });
  if (Object.keys(entry.results).length) lines.push(...resultLines(place, "results", data, formulas, entry));
  entry.diary.forEach((attempt, at) => lines.push(...resultLines(place, `attempt ${at + 1}`, data, formulas, attempt)));
  if (entry.met && data.target) {
    const found = resultsAt(data, formulas, entry.met);
    const value = "fault" in found ? found.fault : textOf(data, data.target.output, found.results[data.target.output]);
    const reached = "results" in found && meets(data.target, found.results);
    lines.push(line(place, `target, with ${settingsText(data, entry.met)}`, "met", `${reached ? "met" : "not met"}: ${value}`, reached));
  }
  const { evidence } = entry;
  if (evidence) {
    const hash = inputsHash(evidence.model, evidence.settings, evidence.seed);
    lines.push(line(place, "evidence, its hash", evidence.hash, hash, hash === evidence.hash));
    const same = evidence.model === data.fingerprint;
    if (same) lines.push(...resultLines(place, "evidence", data, formulas, evidence));
    else lines.push({ place, what: "evidence", recorded: `model ${evidence.model}`, computed: `model ${data.fingerprint}`, verdict: "cannot be checked" });
  }
  return lines;
}

/** @param {SceneData} data @param {import("./scene-model.mjs").Question} question @param {import("./ledger.mjs").Entry} entry @returns {Line[]} */
function answerLines({ names }, question, { answers }) {
  const place = `${names.track}: ${names.part}`;
  return answers.map(({ given, right }, at) => {
    const [what, recorded] = [`answer ${at + 1}, “${given}”`, right ? "right" : "wrong"];
    if (!("choice" in question || "number" in question)) return { place, what, recorded, computed: "this part asks nothing", verdict: "cannot be checked" };
    const computed = verdict(given, question).state === "right" ? "right" : "wrong";
    return line(place, what, recorded, computed, recorded === computed);
  });
}

/** @param {DesignData} data @param {Formulas} formulas @param {import("./ledger.mjs").Strategy} strategy @returns {Line[]} */
function strategyLines(data, formulas, { commitments }) {
  if (!commitments.length) return [];
  const place = `${data.names.track}: strategy`;
  const every = candidates(data, formulas);
  return commitments.flatMap((one, at) => {
    const found = judged(data, every, one.settings);
    const share = found.regret?.share ?? null;
    const same = share === null || one.regret === null ? share === one.regret : Math.abs(share - one.regret) <= CLOSE;
    return [
      ...resultLines(place, `commitment ${at + 1}`, data, formulas, one),
      line(place, `commitment ${at + 1}, the score`, regretSaid(one.regret), found.chosen < 0 ? "no such design" : regretSaid(share), same && found.chosen >= 0),
    ];
  });
}

/** @param {string} place @param {string} what @param {SceneData | DesignData} data @param {Formulas} formulas @param {import("./ledger.mjs").Attempt} attempt @returns {Line[]} */
function resultLines(place, what, data, formulas, { settings, results }) {
  const found = resultsAt(data, formulas, settings);
  const unknown = Object.keys(settings).find((name) => !data.inputs.some((input) => input.name === name));
  const fault = unknown ? `there is no setting “${unknown}”` : "fault" in found ? found.fault : "";
  const computed = "results" in found ? textsOf(data, Object.keys(results), found.results) : {};
  return Object.entries(results).map(([key, recorded]) => {
    const label = data.outputs.find((one) => one.key === key)?.label ?? key;
    const told = fault || computed[key] || "there is no such result";
    return line(place, `${what}, ${settingsText(data, settings)}: ${label}`, recorded, told, recorded === told);
  });
}

/** @param {string} place @param {string} what @param {string} recorded @param {string} computed @param {boolean} same @returns {Line} */
const line = (place, what, recorded, computed, same) => ({ place, what, recorded, computed, verdict: same ? "confirmed" : "contradicted" });

/** @param {string} place @returns {Line} */
const unknown = (place) => ({ place, what: "all of it", recorded: "", computed: "this mission has no such part", verdict: "cannot be checked" });

/** @param {number} one @param {number} other */
const near = (one, other) => Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other));
