// @ts-check
// Results that were kept, with a hash of all they depend on: they are stale once that changes. No DOM.
import { settingText, beginnings } from "./scene-model.mjs";
import { sha256 } from "./sha256.mjs";

/**
 * @typedef {import("./ledger.mjs").Texts} Texts
 * @typedef {import("./ledger.mjs").Entry} Entry
 * @typedef {import("./ledger.mjs").Evidence} Evidence
 * @typedef {import("./ledger.mjs").Commitment} Commitment
 */

const DIGITS = 16; // of a hash that are kept: nobody is defended against here

/** A hash of a model, settings and a seed. @param {string} model its fingerprint @param {Texts} settings @param {number} seed */
export function inputsHash(model, settings, seed) {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([model, sorted, seed])).slice(0, DIGITS);
}

/** What an entry shows now, as evidence. @param {Entry} entry @param {string} model @returns {Evidence} */
export function evidenceOf({ settings, seed, results }, model) {
  return { settings, seed, results, model, hash: inputsHash(model, settings, seed), when: new Date().toISOString() };
}

/**
 * Why evidence no longer stands for what is set now, or nothing.
 * @param {Evidence} evidence @param {Entry} entry @param {import("./scene-model.mjs").SceneData} data
 */
export function staleness(evidence, entry, data) {
  if (evidence.hash === inputsHash(data.fingerprint, entry.settings, entry.seed)) return "";
  const start = beginnings(data);
  const [then, now] = [{ ...start, ...evidence.settings }, { ...start, ...entry.settings }];
  const changed = Object.keys(now).filter((name) => then[name] !== now[name]);
  const reasons = changed.map((name) => `it was made with ${settingText(data, name, then[name])}`);
  if (evidence.seed !== entry.seed) reasons.push(`it was made with seed ${evidence.seed}`);
  if (evidence.model !== data.fingerprint) reasons.unshift("the model has changed");
  return reasons.join("; ") || "its hash does not fit its inputs";
}

/** By part, a hash of what is set in it on a track. @param {(part: string) => Entry} entryOf @param {string[]} parts @returns {Texts} */
export const partHashes = (entryOf, parts) =>
  Object.fromEntries(parts.map((part) => [part, inputsHash("", entryOf(part).settings, entryOf(part).seed)]));

/**
 * Why a commitment no longer rests on what stands upstream of it, or nothing.
 * @param {Commitment} commitment @param {Texts} hashes of the parts now
 * @param {import("./scene-model.mjs").DesignData} data @param {{ id: string, title: string }[]} parts
 */
export function commitmentStaleness({ model, parts: then }, hashes, data, parts) {
  const reasons = parts.filter(({ id }) => id in then && then[id] !== hashes[id]).map(({ title }) => `the settings of “${title}” have changed`);
  if (model !== data.fingerprint) reasons.unshift("the model has changed");
  return reasons.join("; ");
}
