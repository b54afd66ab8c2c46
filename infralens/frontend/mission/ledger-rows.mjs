// @ts-check
// A ledger line by line in words: what the page, Markdown and CSV show. No DOM.
import { commitmentStaleness, partHashes, staleness } from "./evidence.mjs";
import { calibration, errorFactor, hit, said } from "./lock.mjs";
import { beginnings, estimateText, resultsList, settingsText } from "./scene-model.mjs";

/**
 * @typedef {import("./scene-model.mjs").Mission} Mission
 * @typedef {import("./ledger.mjs").Ledger} Ledger
 * @typedef {{ estimate: string, truth: string, verdict: string, confidence: string, mechanism: string, hit: boolean, when: string }} Guess
 * @typedef {{ track: string, part: string, trackTitle: string, partTitle: string, begun: boolean, kept: boolean, guesses: Guess[],
 *   settings: string, results: string[], attempts: number, target: string, answers: string[], reflection: string,
 *   evidence: { words: string, stale: boolean, hash: string } | null }} Row
 *   `begun`: something was predicted; `kept`: the ledger holds something
 * @typedef {{ track: string, trackTitle: string, stance: string, defence: string, committed: number, settings: string,
 *   results: string[], regret: number | null, stale: string }} Plan
 */

const APART = 0.15; // a difference between confidence and success that is worth a word

/** Every part on every track. @param {Mission} mission @param {Ledger} ledger @returns {Row[]} */
export function rows(mission, ledger) {
  return mission.tracks.flatMap(({ id: track }) => mission.scenes.filter((scene) => scene.track === track)).map((data) => {
    const entry = ledger.entry(data.track, data.part);
    const { evidence, met } = entry;
    const old = evidence && staleness(evidence, entry, data);
    const begun = entry.predictions.length > 0;
    return {
      track: data.track,
      part: data.part,
      trackTitle: data.names.track,
      partTitle: data.names.part,
      begun,
      kept: begun || entry.answers.length > 0 || entry.reflection !== "",
      guesses: entry.predictions.map((one) => ({
        estimate: estimateText(data, one.estimate),
        truth: estimateText(data, one.truth),
        verdict: said(errorFactor(one.estimate, one.truth)),
        confidence: `${Math.round(one.confidence * 100)} % sure`,
        mechanism: one.right ? "mechanism right" : "mechanism wrong",
        hit: hit(one),
        when: one.when,
      })),
      settings: begun ? `${settingsText(data, entry.settings)}${data.instrument.simulation ? `, seed ${entry.seed}` : ""}` : "",
      results: resultsList(data, entry.results),
      attempts: entry.diary.length,
      target: !data.target || !begun ? "" : met ? `met with ${settingsText(data, met)}` : "not met",
      answers: entry.answers.map(answerText),
      reflection: entry.reflection,
      evidence: evidence && { words: old ? `stale: ${old}` : "current", stale: Boolean(old), hash: evidence.hash },
    };
  });
}

/** The strategy of every track. @param {Mission} mission @param {Ledger} ledger @returns {Plan[]} */
export function plans(mission, ledger) {
  return mission.designs.map((data) => {
    const { track } = data;
    const { stance, defence, commitments } = ledger.strategy(track);
    const last = commitments.at(-1);
    const hashes = partHashes((part) => ledger.entry(track, part), mission.parts.map(({ id }) => id));
    return {
      track,
      trackTitle: data.names.track,
      stance: last?.stance ?? stance,
      defence,
      committed: commitments.length,
      settings: last ? settingsText(data, { ...beginnings(data), ...last.settings }) : "",
      results: last ? resultsList(data, last.results) : [],
      regret: last?.regret ?? null,
      stale: last ? commitmentStaleness(last, hashes, data, mission.parts) : "",
    };
  });
}

/** How well confidence and success went together, in a sentence. @param {import("./lock.mjs").Prediction[]} predictions */
export function calibrationSaid(predictions) {
  const score = calibration(predictions);
  if (score === null) return "No prediction yet: the first one starts your calibration.";
  const count = predictions.length;
  const right = predictions.filter(hit).length;
  const sure = predictions.reduce((sum, one) => sum + one.confidence, 0) / count;
  const apart = sure - right / count;
  const verdict = apart > APART ? "confidence ran ahead of success" : apart < -APART ? "success ran ahead of confidence" : "confidence and success agree";
  return `Calibration ${Math.round(score)} of 100: ${Math.round(sure * 100)} % sure on average, and a hit in ${right} of ${count}; ${verdict}. A hit names the mechanism and is off by at most a quarter.`;
}

/** A regret in words. @param {number | null} regret */
export function regretSaid(regret) {
  if (regret === null) return "cannot be used: it breaks a limit";
  if (regret === 0) return "in the Pareto set: no other design is better in one thing without being worse in another";
  return `regret ${percent(regret)} of what the designs span`;
}

/** A prediction in words. @param {Guess} guess */
export const guessText = (guess) => `${guess.estimate} where the model says ${guess.truth}, ${guess.verdict}; ${guess.mechanism}; ${guess.confidence}; ${guess.hit ? "a hit" : "no hit"}`;

/** An answer in words. @param {import("./ledger.mjs").Given} answer */
export const answerText = ({ given, right }) => `“${given}”, ${right ? "right" : "wrong"}`;

/** @param {number} share */
export const percent = (share) => `${Number((share * 100).toPrecision(3))} %`;
