// @ts-check
// The form in which a ledger is kept and exported: it has a version, and is read with suspicion. No DOM.

/**
 * @typedef {import("./ledger.mjs").State} State
 * @typedef {{ state: State } | { fault: string }} Reading
 */

/** The form that is written; form 0 was that of the first drafts, which nothing marked, form 1 had no answers. */
export const FORM = 2;
const LONGEST = 20000; // letters of one text
const MOST = 2000; // items of one list
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const EPOCH = "1970-01-01T00:00:00.001Z";

class Fault extends Error {}

/** The ledger as text, the same for equal ledgers. @param {string} mission @param {State} state @param {number} [space] */
export function written(mission, state, space) {
  const sorted = (/** @type {string} */ _, /** @type {any} */ value) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  return JSON.stringify({ ledger: FORM, mission, ...state }, sorted, space);
}

/** What a text holds, or why it is no ledger of the mission. @param {string} content @param {string} mission @returns {Reading} */
export function readLedger(content, mission) {
  const found = parsed(content);
  if ("fault" in found) return found;
  if (found.mission && found.mission !== mission) return { fault: `It is the ledger of another mission, “${short(found.mission)}”.` };
  return found;
}

/** What a text holds, of whichever mission. @param {string} content @returns {{ state: State, mission: string } | { fault: string }} */
export function parsed(content) {
  try {
    /** @type {any} */
    let data;
    try {
      data = JSON.parse(content);
    } catch {
      throw new Fault("It is not JSON, or was cut off");
    }
    object(data, "it");
    const form = data.ledger ?? ("entries" in data ? 0 : -1);
    if (form === -1) throw new Fault("It holds no ledger");
    if (!Number.isInteger(form) || form < 0) throw new Fault("It does not say which form it has");
    if (form > FORM) throw new Fault(`It has form ${form}, and this page knows forms up to ${FORM}`);
    return { mission: form ? text(data.mission, "mission") : "", state: state(NEWER.slice(form).reduce((older, newer) => newer(older), data)) };
  } catch (error) {
    if (error instanceof Fault) return { fault: `${error.message}.` };
    throw error;
  }
}

/** Form 0 in form 1: it had no times, and did not say which settings reached a target. @param {any} draft */
function fromDraft(draft) {
  const entries = Object.entries(object(draft.entries, "entries")).map(([key, one]) => {
    const { met, predictions = [], ...rest } = object(one, `entries, ${key}`);
    const times = list(predictions, `entries, ${key}, predictions`).map(({ when }) => when).sort();
    return [key, { ...rest, predictions, met: met ? rest.settings : null, draft: "", evidence: null, changed: times.at(-1) ?? EPOCH }];
  });
  const strategies = Object.entries(object(draft.strategies ?? {}, "strategies")).map(([track, one]) => {
    const { regret = null, ...rest } = object(one, `strategies, ${track}`);
    const { settings, stance } = rest;
    const made = { settings, stance, regret, results: {}, model: "", parts: {}, when: EPOCH };
    return [track, { ...rest, commitments: regret === null ? [] : [made], changed: EPOCH }];
  });
  return { track: draft.track ?? "", cleared: "", entries: Object.fromEntries(entries), strategies: Object.fromEntries(strategies) };
}

/** Form 1 in form 2: answers were checked, and not kept. @param {any} data */
function fromFirst(data) {
  const entries = Object.entries(object(data.entries, "entries")).map(([key, one]) => [key, { ...object(one, `entries, ${key}`), answers: [] }]);
  return { ...data, entries: Object.fromEntries(entries) };
}

/** How each form is read as the next. */
const NEWER = [fromDraft, fromFirst];

/** @param {any} data @returns {State} */
function state(data) {
  return {
    track: text(data.track, "track"),
    cleared: data.cleared === "" ? "" : time(data.cleared, "cleared"),
    entries: each(data.entries, "entries", entry),
    strategies: each(data.strategies, "strategies", strategy),
  };
}

/** @param {any} one @param {string} at @returns {import("./ledger.mjs").Entry} */
function entry(one, at) {
  return {
    predictions: list(one.predictions, `${at}, predictions`).map((item, n) => prediction(item, `${at}, prediction ${n + 1}`)),
    ...setting(one, at),
    diary: list(one.diary, `${at}, diary`).map((item, n) => attempt(item, `${at}, attempt ${n + 1}`)),
    answers: list(one.answers, `${at}, answers`).map((item, n) => answer(item, `${at}, answer ${n + 1}`)),
    reflection: text(one.reflection, `${at}, reflection`),
    draft: text(one.draft, `${at}, draft`),
    met: one.met === null ? null : texts(one.met, `${at}, met`),
    evidence: one.evidence === null ? null : evidence(one.evidence, `${at}, evidence`),
    changed: time(one.changed, `${at}, changed`),
  };
}

/** @param {any} one @param {string} at */
function strategy(one, at) {
  return {
    settings: texts(one.settings, `${at}, settings`),
    stance: text(one.stance, `${at}, stance`),
    defence: text(one.defence, `${at}, defence`),
    commitments: list(one.commitments, `${at}, commitments`).map((item, n) => commitment(item, `${at}, commitment ${n + 1}`)),
    changed: time(one.changed, `${at}, changed`),
  };
}

/** @param {any} one @param {string} at */
function answer(one, at) {
  object(one, at);
  return { given: text(one.given, `${at}, given`), right: truth(one.right, at), when: time(one.when, `${at}, when`) };
}

/** @param {any} one @param {string} at */
function prediction(one, at) {
  object(one, at);
  return {
    option: whole(one.option, `${at}, option`),
    right: truth(one.right, at),
    estimate: number(one.estimate, `${at}, estimate`),
    truth: number(one.truth, `${at}, truth`),
    confidence: share(one.confidence, `${at}, confidence`),
    when: time(one.when, `${at}, when`),
  };
}

/** @param {any} one @param {string} at */
function commitment(one, at) {
  return {
    ...attempt(one, at),
    stance: text(one.stance, `${at}, stance`),
    regret: one.regret === null ? null : share(one.regret, `${at}, regret`),
    model: text(one.model, `${at}, model`),
    parts: texts(one.parts, `${at}, parts`),
    when: time(one.when, `${at}, when`),
  };
}

/** @param {any} one @param {string} at */
function evidence(one, at) {
  object(one, at);
  return { ...setting(one, at), model: text(one.model, `${at}, model`), hash: text(one.hash, `${at}, hash`), when: time(one.when, `${at}, when`) };
}

/** @param {any} one @param {string} at */
const setting = (one, at) => ({ ...attempt(one, at), seed: whole(one.seed, `${at}, seed`) });

/** @param {any} one @param {string} at */
function attempt(one, at) {
  object(one, at);
  return { settings: texts(one.settings, `${at}, settings`), results: texts(one.results, `${at}, results`) };
}

/** @template T @param {any} items @param {string} at @param {(one: any, at: string) => T} reader @returns {Record<string, T>} */
function each(items, at, reader) {
  return Object.fromEntries(Object.entries(object(items, at)).map(([name, one]) => [name, reader(object(one, `${at}, ${short(name)}`), `${at}, ${short(name)}`)]));
}

/** @param {any} value @param {string} at @returns {Record<string, string>} */
const texts = (value, at) => Object.fromEntries(Object.entries(object(value, at)).map(([name, one]) => [name, text(one, `${at}, ${short(name)}`)]));

/** @param {any} value @param {string} at */
function object(value, at) {
  if (!value || typeof value !== "object" || Array.isArray(value)) throw new Fault(`In ${at}, named things are missing`);
  return value;
}

/** @param {any} value @param {string} at @returns {any[]} */
function list(value, at) {
  if (!Array.isArray(value)) throw new Fault(`In ${at}, a list is missing`);
  if (value.length > MOST) throw new Fault(`In ${at}, there are more than ${MOST} items`);
  return value;
}

/** @param {any} value @param {string} at @returns {string} */
function text(value, at) {
  if (typeof value !== "string") throw new Fault(`In ${at}, a text is missing`);
  if (value.length > LONGEST) throw new Fault(`In ${at}, the text is longer than ${LONGEST} letters`);
  return value;
}

/** @param {any} value @param {string} at @returns {number} */
function number(value, at) {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Fault(`In ${at}, a number is missing`);
  return value;
}

/** @param {any} value @param {string} at */
function whole(value, at) {
  if (!Number.isInteger(value) || value < 0) throw new Fault(`In ${at}, a whole number is missing`);
  return Number(value);
}

/** @param {any} value @param {string} at @returns {boolean} */
function truth(value, at) {
  if (typeof value !== "boolean") throw new Fault(`In ${at}, “right” is neither true nor false`);
  return value;
}

/** @param {any} value @param {string} at */
function share(value, at) {
  const found = number(value, at);
  if (found < 0 || found > 1) throw new Fault(`In ${at}, the number is not between 0 and 1`);
  return found;
}

/** @param {any} value @param {string} at @returns {string} */
function time(value, at) {
  if (typeof value !== "string" || !TIME.test(value) || Number.isNaN(Date.parse(value))) throw new Fault(`In ${at}, a time is missing`);
  return value;
}

/** @param {string} name */
const short = (name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
