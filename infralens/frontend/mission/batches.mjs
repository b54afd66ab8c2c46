// @ts-check
// A server that answers requests in batches. A batch starts when the server is free and either its
// first request has waited for the window or the largest batch has come together; it takes
// `fixed + each * size`. A link may add its time to each request: a delay, and an exponential
// jitter with this mean and standard deviation. Requests that came as a Poisson process still do after
// such a link (Kingman, Poisson Processes, 1993, chapter 5), so its time is simply added. No DOM.
import { require } from "../numeric.mjs";
import { Stream, Times } from "./random.mjs";
import { enough, Tally } from "./statistics.mjs";

const BLOCK = 1024; // requests at a time
const MOST = 65536; // requests in a batch
const [ARRIVALS, LINK] = [0, 1]; // streams

/**
 * @typedef {{ arrivals: number, window: number, largest: number, fixed: number, each: number, delay?: number,
 *   jitter?: number }} BatchSettings per second, seconds, count, and seconds
 * @typedef {import("./statistics.mjs").Summary & { load: number, size: number }} BatchResult
 *   `load`: share of time the server is busy; `size`: mean number of requests in a batch
 */

/** A run, in steps of a fraction of a millisecond. */
export class Batches {
  /** @param {BatchSettings} settings @param {{ seed: number, customers?: number }} options */
  constructor({ arrivals, window, fixed, each, delay = 0, jitter = 0, ...counts }, { seed, customers }) {
    const largest = Math.floor(counts.largest);
    require(arrivals > 0, "the arrival rate is above 0");
    require(largest >= 1 && largest <= MOST, `a batch holds from 1 to ${MOST} requests`);
    require(fixed >= 0 && each >= 0 && fixed + each > 0, "a batch takes some time");
    require(window >= 0 && delay >= 0 && jitter >= 0, "no time is below 0");
    const load = (arrivals * (fixed + each * largest)) / largest;
    require(load < 1, "the queue grows without end");
    this.settings = { window, largest, fixed, each, delay };
    this.tally = new Tally(customers ?? enough(load), fixed + each + delay + jitter);
    this.gaps = new Times(new Stream(seed, ARRIVALS), 1 / arrivals, 1);
    this.link = new Times(new Stream(seed, LINK), jitter, jitter ? 1 : 0);
    this.gap = new Float64Array(BLOCK);
    this.extra = new Float64Array(BLOCK);
    this.come = new Float64Array(BLOCK + largest); // those who wait, then those who come next
    this.left = 0; // of them over from the step before
    this.out = new Float64Array(BLOCK + largest);
    this.now = 0;
    this.free = 0;
    this.busy = 0;
    this.answered = 0;
    this.batches = 0;
  }

  /** Does some of the work; true when all of it is done. */
  step() {
    this.gaps.fill(this.gap);
    const count = this.left + BLOCK;
    for (let at = this.left; at < count; at += 1) {
      this.now += this.gap[at - this.left];
      this.come[at] = this.now;
    }
    const done = this.serve(count);
    this.overLink(done);
    this.tally.add(this.come, this.out, done);
    this.answered += done;
    this.come.copyWithin(0, done, count);
    this.left = count - done;
    return this.tally.left === 0;
  }

  /** @returns {BatchResult | null} null while too little is known */
  result() {
    if (!this.tally.known) return null;
    const events = this.answered + this.left + 2 * this.batches;
    const served = { load: this.busy / this.free, size: this.answered / this.batches };
    return { ...this.tally.summary(events), ...served };
  }

  /** Serves while it is known who is in the next batch; how many are answered. @param {number} count */
  serve(count) {
    const { come, out } = this;
    const { window, largest, fixed, each, delay } = this.settings;
    let first = 0;
    while (first + largest <= count) {
      const full = come[first + largest - 1];
      const start = Math.max(this.free, Math.min(full, come[first] + window));
      let next = first + 1;
      while (next < first + largest && come[next] <= start) next += 1;
      const time = fixed + each * (next - first);
      this.free = start + time;
      this.busy += time;
      this.batches += 1;
      for (; first < next; first += 1) out[first] = this.free - come[first] + delay;
    }
    return first;
  }

  /** @param {number} done */
  overLink(done) {
    const { out, extra } = this;
    if (!this.link.mean) return;
    for (let at = 0; at < done; at += BLOCK) {
      this.link.fill(extra);
      const end = Math.min(BLOCK, done - at);
      for (let one = 0; one < end; one += 1) out[at + one] += extra[one];
    }
  }
}
