// @ts-check
// Requests that wait for a server: Poisson arrivals, general service, first come first served. Each
// request asks every branch at once and is answered when the slowest is; a branch has servers of its
// own. A branch that has not answered in time is asked again, and the first answer counts: the copy
// joins the same line, is dropped if the answer comes before its turn, and is finished otherwise.
// A start depends on nothing that arrives later, so no list of events is needed: a request's times are
// known when it joins (Kiefer and Wolfowitz, On the Theory of Queues with Many Servers, 1955). No DOM.
import { require } from "../numeric.mjs";
import { streams, Times } from "./random.mjs";
import { enough, Tally } from "./statistics.mjs";

const BLOCK = 1024; // requests at a time
const [ARRIVALS, FIRST_BRANCH] = [0, 1]; // streams; a branch has one for requests and one for copies
const MOST_SERVERS = 4096; // of all branches together

/**
 * @typedef {{ arrivals: number, service: number, servers: number, variability: number, branches?: number,
 *   hedge_after?: number }} QueueSettings per second, seconds, count, ratio, count, seconds (0 or absent: never)
 * @typedef {import("./statistics.mjs").Summary & { load: number, extra: number }} QueueResult
 *   `load`: share of time a server is busy; `extra`: work of copies over work of requests
 */

/** A run, in steps of a fraction of a millisecond for each branch. */
export class Queue {
  /** @param {QueueSettings} settings @param {{ seed: number, customers?: number }} options */
  constructor({ arrivals, service, variability, hedge_after = 0, ...counts }, { seed, customers }) {
    const [servers, branches] = [Math.floor(counts.servers), Math.floor(counts.branches ?? 1)];
    require(arrivals > 0, "the arrival rate is above 0");
    require(service > 0, "the service time is above 0");
    require(variability >= 0, "the variability is 0 or more");
    require(servers >= 1 && branches >= 1, "there is at least one server and one branch");
    require(servers * branches <= MOST_SERVERS, `at most ${MOST_SERVERS} servers can be simulated`);
    require(hedge_after >= 0, "the time before a copy is 0 or more");
    const load = (arrivals * service) / servers;
    require(load < 1, "the queue grows without end");
    this.patience = hedge_after || Infinity;
    this.tally = new Tally(customers ?? enough(load, variability), service);
    const every = streams(seed, FIRST_BRANCH + 2 * branches);
    this.gaps = new Times(every[ARRIVALS], 1 / arrivals, 1);
    this.branches = Array.from({ length: branches }, (_, at) => {
      const [first, second] = [every[FIRST_BRANCH + 2 * at], every[FIRST_BRANCH + 2 * at + 1]];
      return new Branch(servers, new Times(first, service, variability), new Times(second, service, variability));
    });
    this.now = 0;
    this.joined = 0; // requests that have come
    this.answered = 0; // requests whose times are final
    this.come = new Float64Array(2 * BLOCK); // a ring: arrivals
    this.slowest = new Float64Array(2 * BLOCK); // a ring: when the slowest branch so far answers
    this.gap = new Float64Array(BLOCK);
    this.out = { come: new Float64Array(BLOCK), times: new Float64Array(BLOCK) };
  }

  /** Does some of the work; true when all of it is done. */
  step() {
    this.makeRoom();
    this.gaps.fill(this.gap);
    const mask = this.come.length - 1;
    for (let at = 0; at < BLOCK; at += 1) {
      this.now += this.gap[at];
      this.come[(this.joined + at) & mask] = this.now;
      this.slowest[(this.joined + at) & mask] = 0;
    }
    const last = this.joined + BLOCK;
    const final = this.finalBefore(last);
    for (const branch of this.branches) {
      if (this.patience < Infinity) branch.serveTwice(this.come, this.slowest, this.joined, last, this.patience);
      else branch.serve(this.come, this.slowest, this.joined, last);
    }
    this.joined = last;
    while (this.answered < final) this.answer(Math.min(final, this.answered + BLOCK), mask);
    return this.tally.left === 0;
  }

  /** @returns {QueueResult | null} null while too little is known */
  result() {
    if (!this.tally.known) return null;
    const sum = (/** @type {(branch: Branch) => number} */ of) => this.branches.reduce((all, one) => all + of(one), 0);
    const [work, again, copies] = [sum((one) => one.work), sum((one) => one.again), sum((one) => one.copies)];
    const servers = sum((one) => one.free.length);
    const events = 2 * (this.joined * this.branches.length + copies);
    return { ...this.tally.summary(events), load: (work + again) / (servers * this.now), extra: again / work };
  }

  /** The first request, of those before `last`, for which a copy may still be sent. @param {number} last */
  finalBefore(last) {
    if (this.patience === Infinity) return last;
    const mask = this.come.length - 1;
    let first = this.answered;
    while (first < last && this.come[first & mask] + this.patience <= this.now) first += 1;
    return first;
  }

  /** @param {number} until @param {number} mask */
  answer(until, mask) {
    const { come, times } = this.out;
    const count = until - this.answered;
    for (let at = 0; at < count; at += 1) {
      const slot = (this.answered + at) & mask;
      come[at] = this.come[slot];
      times[at] = this.slowest[slot] - come[at];
    }
    this.tally.add(come, times, count);
    this.answered = until;
  }

  /** The rings double when the requests that wait for their copies would fill them. */
  makeRoom() {
    const size = this.come.length;
    if (this.joined - this.answered + BLOCK <= size) return;
    const grown = (/** @type {Float64Array} */ ring) => {
      const larger = new Float64Array(2 * size);
      for (let at = this.answered; at < this.joined; at += 1) larger[at & (2 * size - 1)] = ring[at & (size - 1)];
      return larger;
    };
    this.come = grown(this.come);
    this.slowest = grown(this.slowest);
    for (const branch of this.branches) if (branch.ends.length) branch.ends = grown(branch.ends);
  }
}

/** One sub-model with its servers. */
class Branch {
  /** @param {number} servers @param {Times} requests @param {Times} copies */
  constructor(servers, requests, copies) {
    this.free = new Float64Array(servers); // when each is free again, as a heap: the earliest is first
    this.requests = requests;
    this.second = copies;
    this.service = new Float64Array(BLOCK);
    this.ends = new Float64Array(0); // a ring, for those that may be asked again
    this.due = 0; // the request whose copy comes next
    this.work = 0; // seconds that servers spend on requests
    this.again = 0; // and on copies
    this.copies = 0;
  }

  /** @param {Float64Array} come @param {Float64Array} slowest @param {number} from @param {number} to */
  serve(come, slowest, from, to) {
    const { service, free } = this;
    const mask = come.length - 1;
    this.requests.fill(service);
    const alone = free.length === 1;
    let first = free[0];
    let work = 0;
    for (let at = from; at < to; at += 1) {
      const arrival = come[at & mask];
      const time = service[at - from];
      const end = (arrival > first ? arrival : first) + time;
      if (alone) first = end;
      else {
        replaceFirst(free, end);
        first = free[0];
      }
      work += time;
      if (end > slowest[at & mask]) slowest[at & mask] = end;
    }
    free[0] = first;
    this.work += work;
  }

  /** The same where a copy follows. @param {Float64Array} come @param {Float64Array} slowest @param {number} from @param {number} to @param {number} patience */
  serveTwice(come, slowest, from, to, patience) {
    const { service, free } = this;
    const mask = come.length - 1;
    this.requests.fill(service);
    if (!this.ends.length) this.ends = new Float64Array(come.length);
    for (let at = from; at < to; at += 1) {
      const arrival = come[at & mask];
      this.copiesBefore(arrival, come, slowest, at, patience);
      const end = Math.max(arrival, free[0]) + service[at - from];
      replaceFirst(free, end);
      this.ends[at & mask] = end;
      this.work += service[at - from];
    }
    this.copiesBefore(come[(to - 1) & mask], come, slowest, to, patience);
  }

  /** Serves the copies that join until a time. @param {number} now @param {Float64Array} come @param {Float64Array} slowest @param {number} joined @param {number} patience */
  copiesBefore(now, come, slowest, joined, patience) {
    const { free, ends } = this;
    const mask = come.length - 1;
    for (; this.due < joined && come[this.due & mask] + patience <= now; this.due += 1) {
      const slot = this.due & mask;
      const start = Math.max(come[slot] + patience, free[0]);
      let end = ends[slot];
      if (end > start) {
        const time = this.second.next();
        replaceFirst(free, start + time);
        this.again += time;
        this.copies += 1;
        end = Math.min(end, start + time);
      }
      if (end > slowest[slot]) slowest[slot] = end;
    }
  }
}

/** Takes the earliest out of a heap and puts a time in. @param {Float64Array} heap @param {number} time */
function replaceFirst(heap, time) {
  const size = heap.length;
  let at = 0;
  for (let below = 1; below < size; below = 2 * at + 1) {
    if (below + 1 < size && heap[below + 1] < heap[below]) below += 1;
    if (heap[below] >= time) break;
    heap[at] = heap[below];
    at = below;
  }
  heap[at] = time;
}
