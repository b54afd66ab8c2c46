// @ts-check
// What a reader predicted, set, found and wrote, by track and part. No DOM.

/**
 * @typedef {import("./lock.mjs").Prediction} Prediction
 * @typedef {Record<string, string>} Texts by name
 * @typedef {{ settings: Texts, results: Texts }} Attempt
 * @typedef {Attempt & { seed: number, model: string, hash: string, when: string }} Evidence results that were kept,
 *   the model they came from, and a hash of all they depend on
 * @typedef {{ given: string, right: boolean, when: string }} Given an answer to the question of a reflection
 * @typedef {{ predictions: Prediction[], settings: Texts, seed: number, results: Texts, diary: Attempt[], answers: Given[],
 *   reflection: string, draft: string, met: Texts | null, evidence: Evidence | null, changed: string }} Entry
 *   `met` holds the settings that reached the target, `changed` the time of the last change
 * @typedef {Attempt & { stance: string, regret: number | null, model: string, parts: Texts, when: string }} Commitment
 *   `parts` holds, by part, a hash of what was set in it
 * @typedef {{ settings: Texts, stance: string, defence: string, commitments: Commitment[], changed: string }} Strategy
 * @typedef {{ track: string, cleared: string, entries: Record<string, Entry>, strategies: Record<string, Strategy> }} State
 *   entries by "track/part", strategies by track; what is older than `cleared` is gone
 */

/** @returns {Entry} */
const blank = () => ({
  predictions: [], settings: {}, seed: 1, results: {}, diary: [], answers: [], reflection: "", draft: "", met: null, evidence: null, changed: "",
});
/** @returns {Strategy} */
const undecided = () => ({ settings: {}, stance: "", defence: "", commitments: [], changed: "" });
/** @returns {State} */
export const empty = () => ({ track: "", cleared: "", entries: {}, strategies: {} });

/** One mission's ledger; it says "change" when something is written into it, and "replaced" when all of it is new. */
export class Ledger extends EventTarget {
  state = empty();

  /** @param {string} mission */
  constructor(mission) {
    super();
    this.mission = mission;
  }

  /** Takes in what another page wrote, before anything is written: whoever keeps the ledger says how. */
  refresh = () => {};

  /** @param {string} track @param {string} part @returns {Entry} */
  entry(track, part) {
    return this.state.entries[`${track}/${part}`] ?? blank();
  }

  /** @param {string} track @returns {Strategy} */
  strategy(track) {
    return this.state.strategies[track] ?? undecided();
  }

  /** @param {string} track @param {string} part @param {Partial<Entry>} change */
  write(track, part, change) {
    this.refresh();
    const entry = { ...this.entry(track, part), ...change, changed: now() };
    this.put({ ...this.state, entries: { ...this.state.entries, [`${track}/${part}`]: entry } });
  }

  /** @param {string} track @param {Partial<Strategy>} change */
  plan(track, change) {
    this.refresh();
    const strategy = { ...this.strategy(track), ...change, changed: now() };
    this.put({ ...this.state, strategies: { ...this.state.strategies, [track]: strategy } });
  }

  /** @param {State} state */
  put(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  /** Puts another ledger in the place of this one, here and in every open page. @param {State} state */
  replace(state) {
    const at = now();
    const fresh = (/** @type {any} */ one) => ({ ...one, changed: later(at) });
    this.put({ track: this.state.track, cleared: at, entries: mapped(state.entries, fresh), strategies: mapped(state.strategies, fresh) });
    this.dispatchEvent(new Event("replaced"));
  }

  /** Takes over what another ledger has and this one has not, or has older. @param {State} state */
  join(state) {
    // What was cleared long ago may come back from a file: it was asked for.
    const fresh = (/** @type {any} */ one) => (one.changed > this.state.cleared ? one : { ...one, changed: later(this.state.cleared) });
    this.put(merged(this.state, { ...state, cleared: "", entries: mapped(state.entries, fresh), strategies: mapped(state.strategies, fresh) }));
    this.dispatchEvent(new Event("replaced"));
  }

  /** Every prediction of the mission. */
  get predictions() {
    return Object.values(this.state.entries).flatMap((entry) => entry.predictions);
  }
}

/**
 * Two states in one: of each entry the later, and the predictions, answers and commitments of both.
 * @param {State} own @param {State} other @returns {State}
 */
export function merged(own, other) {
  const cleared = own.cleared > other.cleared ? own.cleared : other.cleared;
  /** @type {<T extends { changed: string }>(a: Record<string, T>, b: Record<string, T>, join: (a: T, b: T) => T) => Record<string, T>} */
  const both = (a, b, join) => {
    const alive = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((name) => {
      const [first, second = first] = [a[name], b[name]].filter((one) => one && one.changed > cleared);
      if (!first) return [];
      return [[name, first.changed >= second.changed ? join(first, second) : join(second, first)]];
    });
    return Object.fromEntries(alive);
  };
  return {
    track: own.track || other.track,
    cleared,
    entries: both(own.entries, other.entries, (a, b) => ({ ...a, predictions: united(a.predictions, b.predictions), answers: united(a.answers, b.answers) })),
    strategies: both(own.strategies, other.strategies, (a, b) => ({ ...a, commitments: united(a.commitments, b.commitments) })),
  };
}

/** @template {{ when: string }} T @param {T[]} a @param {T[]} b */
function united(a, b) {
  const known = new Set(a.map(({ when }) => when));
  const all = [...a, ...b.filter(({ when }) => !known.has(when))];
  return all.sort((one, other) => (one.when < other.when ? -1 : one.when > other.when ? 1 : 0));
}

const now = () => new Date().toISOString();

/** A moment after a time. @param {string} time */
const later = (time) => new Date((Date.parse(time) || 0) + 1).toISOString();

/** @template T @param {Record<string, T>} items @param {(one: T) => T} change */
function mapped(items, change) {
  return Object.fromEntries(Object.entries(items).map(([name, one]) => [name, change(one)]));
}
