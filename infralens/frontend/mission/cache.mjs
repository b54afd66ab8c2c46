// @ts-check
// One trace of sequences, served by three allocators, recorded step by step so that it can be played.
// In a step: those who have ended leave; those who wait are admitted in turn while there is memory;
// every running sequence makes some tokens. Where a paged sequence needs a block and none is free, one
// sequence gives way, at most `budget` times; after that it is promised all it may ever need. No DOM.
import { require } from "../numeric.mjs";
import { Buddy, Contiguous, Paged, SHARED } from "./allocators.mjs";
import { Stream, Times } from "./random.mjs";

const STEPS = 256;
const LIFE = 32; // steps in which a sequence of mean length makes its tokens
const [MOST_BLOCKS, MOST_SEQUENCES] = [8192, 60000];
const [ARRIVALS, PROMPTS, OUTPUTS] = [0, 1, 2]; // streams
export const [ADMITTED, PREEMPTED, ENDED, REFUSED] = [0, 1, 2, 3]; // what is logged
/** Who gives way, and what becomes of its blocks: the longest unused, computed anew; the newest, moved to the host and back; the newest, computed anew. */
export const [LEAST_RECENT, SWAP, RECOMPUTE] = [0, 1, 2];
const COUNTERS = /** @type {const} */ ([
  "used", "reserved", "internal", "free", "external", "promised", // tokens; the first four make up the pool
  "running", "waiting", "refused", "preempted", "ended", "moved", "recomputed",
]);

/**
 * @typedef {{ blocks: number, block: number, longest: number, mean_prompt: number, mean_output: number,
 *   arrivals: number, token: number, shared?: number, policy?: number, budget: number }} CacheSettings
 *   count, tokens, tokens, tokens, tokens, per second, seconds from token to token, tokens, policy, count
 * @typedef {Record<typeof COUNTERS[number], Uint32Array>} Counters of each step. In tokens: used; reserved for
 *   tokens still to come; internal, never used; free; external, free in pieces too small for the next sequence;
 *   promised, free but not to others. Since the beginning: refused (no memory when it came), preempted, ended,
 *   moved (blocks, both ways), recomputed (tokens).
 * @typedef {{ owners: Uint16Array, tokens: Uint16Array, log: Uint32Array, counters: Counters, users: number }} Recording
 *   Owners and tokens of block b at step s: [s * blocks + b]; 0 nobody, 1 the shared prefix, 2 + n sequence n.
 *   `log`: step, event, sequence of each event. `users`: sequences that run, on average.
 * @typedef {{ arrives: Uint32Array, prompt: Uint32Array, final: Uint32Array }} Sequences step, tokens, tokens
 * @typedef {{ steps: number, seconds: number, blocks: number, block: number, sequences: Sequences,
 *   contiguous: Recording, buddy: Recording, paged: Recording }} CacheResult `seconds` of a step
 */

/** A run, one step of the trace at a time. */
export class Cache {
  /** @param {CacheSettings} settings @param {{ seed: number, steps?: number }} options */
  constructor({ shared = 0, policy = LEAST_RECENT, ...settings }, { seed, steps = STEPS }) {
    const { mean_prompt, mean_output, arrivals, token, budget } = settings;
    const [blocks, block] = [Math.floor(settings.blocks), Math.floor(settings.block)];
    require(blocks >= 1 && blocks <= MOST_BLOCKS, `the pool has from 1 to ${MOST_BLOCKS} blocks`);
    require(block >= 1 && block < 65536, "a block holds from 1 to 65535 tokens");
    require(arrivals > 0 && token > 0, "the arrival rate and the time of a token are above 0");
    require(shared >= 0 && mean_prompt > shared && mean_output > 0, "a prompt is longer than what is shared");
    require(budget >= 0, "the preemption budget is 0 or more");
    const asked = Math.floor(settings.longest);
    const longest = Math.min(asked, blocks * block);
    require(shared + 2 <= longest, "the longest sequence is longer than what is shared");
    this.stride = Math.max(1, Math.round(mean_output / LIFE)); // tokens a step
    this.seconds = this.stride * token;
    require(arrivals * this.seconds * steps < MOST_SEQUENCES, "so many sequences cannot be shown");
    this.sequences = trace({ ...settings, shared: Math.floor(shared), longest }, seed, steps, this.seconds);
    this.size = { steps, blocks, block };
    this.done = 0;
    const sizes = { longest, block, shared: Math.floor(shared) };
    const server = (/** @type {Contiguous | Buddy | Paged} */ pool) =>
      new Server(pool, this.sequences, { steps, stride: this.stride, policy, budget });
    this.servers = [
      server(new Contiguous(blocks, { ...sizes, longest: asked })),
      server(new Buddy(blocks, sizes)),
      server(new Paged(blocks, sizes)),
    ];
  }

  /** Does some of the work; true when all of it is done. */
  step() {
    for (const server of this.servers) server.step(this.done);
    this.done += 1;
    return this.done === this.size.steps;
  }

  /** @returns {CacheResult | null} null while it is not finished */
  result() {
    if (this.done < this.size.steps) return null;
    const [contiguous, buddy, paged] = this.servers.map((server) => server.recording());
    return { ...this.size, seconds: this.seconds, sequences: this.sequences, contiguous, buddy, paged };
  }
}

/** @param {CacheSettings} settings @param {number} seed @param {number} steps @param {number} seconds of a step @returns {Sequences} */
function trace({ arrivals, longest, mean_prompt, mean_output, shared = 0 }, seed, steps, seconds) {
  const gaps = new Times(new Stream(seed, ARRIVALS), 1 / arrivals, 1);
  const prompts = new Times(new Stream(seed, PROMPTS), mean_prompt - shared, 1);
  const outputs = new Times(new Stream(seed, OUTPUTS), mean_output, 1);
  /** @type {number[][]} */
  const rows = [];
  for (let now = gaps.next(); now <= (steps - 1) * seconds; now += gaps.next()) {
    const prompt = Math.min(longest - 1, shared + Math.max(1, Math.round(prompts.next())));
    const final = Math.min(longest, prompt + Math.max(1, Math.round(outputs.next())));
    rows.push([Math.ceil(now / seconds), prompt, final]);
  }
  const [arrives, prompt, final] = [0, 1, 2].map((column) => Uint32Array.from(rows, (row) => row[column]));
  return { arrives, prompt, final };
}

/** Serves the trace with one allocator. */
class Server {
  /** @param {Contiguous | Buddy | Paged} pool @param {Sequences} sequences @param {{ steps: number, stride: number, policy: number, budget: number }} rules */
  constructor(pool, sequences, rules) {
    this.pool = pool;
    this.sequences = sequences;
    this.rules = rules;
    const cells = rules.steps * pool.owners.length;
    this.owners = new Uint16Array(cells);
    this.tokens = new Uint16Array(cells);
    this.counters = /** @type {Counters} */ (Object.fromEntries(COUNTERS.map((name) => [name, new Uint32Array(rules.steps)])));
    this.total = { refused: 0, preempted: 0, ended: 0, moved: 0, recomputed: 0 };
    /** @type {number[]} */
    this.log = [];
    this.length = sequences.prompt.slice(); // tokens of each sequence so far
    this.yielded = new Uint32Array(this.length.length); // times that each has given way
    this.used = new Uint32Array(this.length.length); // when the cache of each was last written
    this.clock = 0;
    /** @type {number[]} */
    this.waiting = [];
    /** In the order of admission. @type {number[]} */
    this.running = [];
    this.come = 0; // sequences that have come
  }

  /** @param {number} at */
  step(at) {
    for (const number of this.running.filter((one) => this.length[one] === this.sequences.final[one])) this.leave(at, number, ENDED);
    const first = this.come;
    for (; this.come < this.length.length && this.sequences.arrives[this.come] <= at; this.come += 1) this.waiting.push(this.come);
    while (this.waiting.length && this.admits(at, this.waiting[0])) this.waiting.shift();
    for (const number of this.waiting) if (number >= first && !this.yielded[number]) this.note(at, REFUSED, number);
    for (const number of this.running.slice()) if (this.running.includes(number)) this.decode(at, number);
    this.record(at);
  }

  /** Whether the first in line is dealt with. @param {number} at @param {number} number */
  admits(at, number) {
    const { pool, rules, yielded, length } = this;
    const sequence = this.sequence(number);
    if (!pool.fits(sequence)) {
      this.note(at, REFUSED, number);
      return true;
    }
    const there = pool.held.size ? pool.prefix : 0;
    if (!pool.admit(number, sequence, length[number], yielded[number] >= rules.budget)) return false;
    if (yielded[number] && rules.policy === SWAP) this.total.moved += pool.held.get(number)?.length ?? 0;
    else if (yielded[number]) this.total.recomputed += length[number] - there;
    this.running.push(number);
    this.used[number] = this.clock += 1; // its prompt has just been computed
    this.note(at, ADMITTED, number);
    return true;
  }

  /** @param {number} at @param {number} number */
  decode(at, number) {
    const tokens = Math.min(this.length[number] + this.rules.stride, this.sequences.final[number]);
    while (!this.pool.grow(number, tokens)) {
      const victim = this.victim(number);
      if (this.rules.policy === SWAP) this.total.moved += this.pool.held.get(victim)?.length ?? 0;
      this.leave(at, victim, PREEMPTED);
      this.yielded[victim] += 1;
      this.waiting.unshift(victim);
      if (victim === number) return;
    }
    this.length[number] = tokens;
    this.used[number] = this.clock += 1;
  }

  /** Who gives way to a sequence, perhaps itself. @param {number} number */
  victim(number) {
    const able = this.running.filter((one) => this.yielded[one] < this.rules.budget);
    if (this.rules.policy !== LEAST_RECENT) return able[able.length - 1];
    const others = able.filter((one) => one !== number);
    return others.reduce((least, one) => (this.used[one] < this.used[least] ? one : least), others[0] ?? number);
  }

  /** @param {number} at @param {number} number @param {number} event */
  leave(at, number, event) {
    this.pool.release(number);
    this.running.splice(this.running.indexOf(number), 1);
    this.note(at, event, number);
  }

  /** @param {number} at @param {number} event @param {number} number */
  note(at, event, number) {
    this.log.push(at, event, number);
    if (event === PREEMPTED) this.total.preempted += 1;
    if (event === ENDED) this.total.ended += 1;
    if (event === REFUSED) this.total.refused += 1;
  }

  /** @param {number} number @returns {import("./allocators.mjs").Sequence} */
  sequence(number) {
    return { prompt: this.sequences.prompt[number], final: this.sequences.final[number] };
  }

  /** @param {number} at */
  record(at) {
    const { pool, counters } = this;
    const { block } = pool.sizes;
    const first = at * pool.owners.length;
    this.owners.set(pool.owners, first);
    let [used, reserved, internal] = [0, 0, 0];
    pool.owners.forEach((owner, place) => {
      if (owner === SHARED) this.tokens[first + place] = block;
      if (owner === SHARED) used += block;
    });
    for (const [number, places] of pool.held) {
      const own = this.length[number] - pool.prefix;
      const room = places.length * block;
      const later = Math.min(room, this.sequences.final[number] - pool.prefix) - own;
      places.forEach((place, index) => {
        this.tokens[first + place] = Math.max(0, Math.min(block, own - index * block));
      });
      used += own;
      reserved += later;
      internal += room - own - later;
    }
    const next = this.waiting[0] ?? Math.min(this.come, this.length.length - 1);
    const external = next < 0 ? 0 : pool.scattered(this.sequence(next)) * block;
    const [free, promised] = [pool.free * block, pool.promised * block];
    const [running, waiting] = [this.running.length, this.waiting.length];
    const now = { used, reserved, internal, free, external, promised, running, waiting, ...this.total };
    for (const name of COUNTERS) counters[name][at] = now[name];
  }

  /** @returns {Recording} */
  recording() {
    const { owners, tokens, counters } = this;
    const users = counters.running.reduce((sum, one) => sum + one, 0) / this.rules.steps;
    return { owners, tokens, log: Uint32Array.from(this.log), counters, users };
  }
}
