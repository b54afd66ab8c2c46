// @ts-check
// Several simulations taken a slice at a time, so that a message to end one is heard in between.
// The worker does them, and the page itself where it has no worker. No DOM.
import { DomainError } from "../numeric.mjs";
import { Batches } from "./batches.mjs";
import { Cache } from "./cache.mjs";
import { Queue } from "./queue.mjs";

const SLICE = 8; // milliseconds: less than half a frame
const PARTIAL = 50; // milliseconds between partial results
const KINDS = { queue: Queue, batches: Batches, cache: Cache };

/**
 * @typedef {{ id: number, kind: string, settings: Record<string, number>, options: { seed: number } }} Start
 * @typedef {{ id: number, cancel: true }} Cancel
 * @typedef {{ hold: number }} Hold milliseconds during which nothing is worked on: the reader's hand comes first
 * @typedef {{ id: number, partial?: object, result?: object, error?: string, domain?: boolean }} Answer
 * @typedef {{ step(): boolean, result(): object | null }} Run
 */

/** Runs what it is told to and posts answers. */
export class Jobs {
  /**
   * @param {(answer: Answer) => void} post @param {(work: () => void) => void} [later]
   * @param {() => number} [clock] milliseconds @param {(work: () => void, wait: number) => void} [rest]
   */
  constructor(post, later = soon, clock = () => performance.now(), rest = (work, wait) => void setTimeout(work, wait)) {
    this.post = post;
    this.later = later;
    this.clock = clock;
    this.rest = rest;
    this.free = -Infinity; // when work goes on
    /** @type {Map<number, { run: Run, told: number }>} */
    this.runs = new Map();
    this.asked = false;
  }

  /** @param {Start | Cancel | Hold} message */
  receive(message) {
    if ("hold" in message) this.free = this.clock() + message.hold;
    else if ("cancel" in message) this.runs.delete(message.id);
    else {
      this.attempt(message.id, () => {
        const Kind = KINDS[/** @type {keyof typeof KINDS} */ (message.kind)];
        if (!Kind) throw new Error(`no simulation '${message.kind}'`);
        const run = /** @type {Run} */ (new Kind(/** @type {any} */ (message.settings), message.options));
        this.runs.set(message.id, { run, told: this.clock() });
      });
    }
    this.wake();
  }

  wake() {
    if (this.asked || !this.runs.size) return;
    this.asked = true;
    const wait = this.free - this.clock();
    const work = () => {
      this.asked = false;
      if (this.clock() >= this.free) this.slice();
      this.wake();
    };
    if (wait > 0) this.rest(work, wait);
    else this.later(work);
  }

  /** Works on the one that has waited longest. */
  slice() {
    const [first] = this.runs;
    if (!first) return;
    const [id, job] = first;
    this.attempt(id, () => {
      const until = this.clock() + SLICE;
      let done = job.run.step();
      while (!done && this.clock() < until) done = job.run.step();
      this.runs.delete(id);
      if (done) return this.post({ id, result: job.run.result() ?? {} });
      this.runs.set(id, job); // behind the others
      if (this.clock() - job.told < PARTIAL) return undefined;
      job.told = this.clock();
      const partial = job.run.result();
      return partial ? this.post({ id, partial }) : undefined;
    });
  }

  /** @param {number} id @param {() => void} work */
  attempt(id, work) {
    try {
      work();
    } catch (error) {
      this.runs.delete(id);
      this.post({ id, error: error instanceof Error ? error.message : String(error), domain: error instanceof DomainError });
    }
  }
}

/** Runs work after the messages that have come: a timer would wait 4 ms each time. @param {() => void} work */
function soon(work) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(0);
}
