// @ts-check
// Runs of a simulation at several loads: the most urgent first, coarse before fine, none twice. No DOM.

/**
 * @typedef {{ customers: number, mean: number, meanHalf: number, p99: number, p99Half: number }} Result
 *   seconds; half-widths of 95 % intervals, not finite while too little is known
 * @typedef {{ load: number, params: Record<string, number> }} Place
 * @typedef {(params: Record<string, number>, options: { seed: number, customers: number,
 *   onPartial: (result: Result) => void, signal: AbortSignal }) => Promise<Result>} Run
 */

const ROUNDS = [60_000, 1_000_000]; // customers at every load
const LAST = 4_000_000; // at the most urgent one
const PAUSE = 120; // ms without a new wish
const KEPT = 200; // results

export class Samples {
  /** @type {Map<string, { result: Result, done: number }>} */
  known = new Map();
  /** @type {Place[]} */
  places = [];
  seed = 1;
  running = new AbortController();
  busy = false;
  waiting = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /** @param {Run} run @param {() => void} changed called whenever a result is better known */
  constructor(run, changed) {
    this.run = run;
    this.changed = changed;
  }

  /** Asks for results, the most urgent first; what runs for an older wish is given up. @param {Place[]} places @param {number} seed */
  want(places, seed) {
    this.stop();
    this.places = places;
    this.seed = seed;
    const { signal } = (this.running = new AbortController());
    this.busy = this.rest().length > 0;
    if (this.busy) this.waiting = setTimeout(() => this.go(signal), PAUSE);
  }

  stop() {
    clearTimeout(this.waiting);
    this.running.abort();
    this.busy = false;
  }

  /** What is known at a place, or null. @param {Place} place */
  at({ params }) {
    const found = this.known.get(this.key(params))?.result;
    return found && Number.isFinite(found.p99Half) ? found : null;
  }

  /** Customers at each place, in the order of the rounds. */
  rest() {
    const wishes = ROUNDS.flatMap((customers) => this.places.map((place) => ({ place, customers })));
    if (this.places.length) wishes.push({ place: this.places[0], customers: LAST });
    return wishes.filter(({ place, customers }) => (this.known.get(this.key(place.params))?.done ?? 0) < customers);
  }

  /** @param {AbortSignal} signal */
  async go(signal) {
    for (const { place, customers } of this.rest()) {
      const { seed } = this;
      const onPartial = (/** @type {Result} */ result) => !signal.aborted && this.keep(place, result, 0);
      try {
        const result = await this.run(place.params, { seed, customers, onPartial, signal });
        if (signal.aborted) return;
        this.keep(place, result, customers);
      } catch (error) {
        if (signal.aborted) return;
        this.keep(place, null, Infinity);
      }
    }
    this.busy = false;
    this.changed();
  }

  /** @param {Place} place @param {Result | null} result @param {number} done customers of a run that ended */
  keep({ params }, result, done) {
    const key = this.key(params);
    const before = this.known.get(key);
    const better = result && (before?.result.customers ?? 0) <= result.customers ? result : before?.result;
    this.known.delete(key);
    const none = { customers: 0, mean: NaN, meanHalf: NaN, p99: NaN, p99Half: NaN };
    this.known.set(key, { result: better ?? none, done: Math.max(done, before?.done ?? 0) });
    for (const oldest of this.known.keys()) if (this.known.size > KEPT) this.known.delete(oldest);
    this.changed();
  }

  /** @param {Record<string, number>} params */
  key(params) {
    return JSON.stringify([this.seed, params]);
  }
}
