// @ts-check
// What a reader predicted, set, found and wrote, by track and part. No DOM.

/**
 * @typedef {import("./lock.mjs").Prediction} Prediction
 * @typedef {{ settings: Record<string, string>, results: Record<string, string> }} Attempt
 * @typedef {{ predictions: Prediction[], settings: Record<string, string>, seed: number, results: Record<string, string>,
 *   diary: Attempt[], reflection: string, met: boolean }} Entry
 * @typedef {{ settings: Record<string, string>, stance: string, defence: string, regret: number | null }} Strategy
 * @typedef {{ track: string, entries: Record<string, Entry>, strategies: Record<string, Strategy> }} State
 *   entries by "track/part", strategies by track
 */

/** @returns {Entry} */
const blank = () => ({ predictions: [], settings: {}, seed: 1, results: {}, diary: [], reflection: "", met: false });

/** One mission's ledger; it says "change" whenever something is written into it. */
export class Ledger extends EventTarget {
  /** @type {State} */
  state = { track: "", entries: {}, strategies: {} };

  /** @param {string} mission */
  constructor(mission) {
    super();
    this.mission = mission;
  }

  /** @param {string} track @param {string} part @returns {Entry} */
  entry(track, part) {
    return this.state.entries[`${track}/${part}`] ?? blank();
  }

  /** @param {string} track @param {string} part @param {Partial<Entry>} change */
  write(track, part, change) {
    const entries = { ...this.state.entries, [`${track}/${part}`]: { ...this.entry(track, part), ...change } };
    this.put({ ...this.state, entries });
  }

  /** @param {State} state */
  put(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  /** Every prediction of the mission. */
  get predictions() {
    return Object.values(this.state.entries).flatMap((entry) => entry.predictions);
  }
}

/** @type {Map<string, Ledger>} */
const open = new Map();

/** The ledger of a mission, the same for all who ask. @param {string} mission */
export function ledgerOf(mission) {
  const found = open.get(mission) ?? new Ledger(mission);
  open.set(mission, found);
  return found;
}
