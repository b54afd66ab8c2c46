// @ts-check
// What a run of a simulation tells, and how well it is known: means and quantiles with 95 % intervals
// by batch means (Law, Simulation Modeling and Analysis, 5th edition, section 9.5.3). No DOM.

const BATCHES = 120; // a run is cut into so many pieces
const GROUPS = 20; // of which so many and less than twice as many are compared
const FEW = 10; // with fewer there is no interval
const WARM_UP = 32; // one customer in so many comes before the first that counts
const OCTAVES = 32; // that the histogram spans, DOWN of them below its unit
const DOWN = 10;
const BINS = OCTAVES << 7; // 128 an octave: each is 0.4 to 0.8 % wide
const RECENT = 1 << 14; // customers of whom it is known who has not left
const [MOST, HALF] = [20e6, 0.03];
const NORMAL = 1.959963984540054;

/**
 * @typedef {{ low: Float64Array, count: Float64Array }} Histogram lower ends of bins in seconds; the last is open
 * @typedef {{ customers: number, events: number, mean: number, meanHalf: number, p99: number, p99Half: number,
 *   inSystem: number, throughput: number, histogram: Histogram }} Summary
 *   Seconds; customers who count; `…Half` are half-widths of 95 % intervals.
 */

/** Takes in customers in the order of their arrival. */
export class Tally {
  /** @param {number} customers who count, at least @param {number} unit a typical time in seconds */
  constructor(customers, unit) {
    this.size = Math.ceil(customers / BATCHES);
    this.warmUp = Math.ceil(customers / WARM_UP);
    this.left = this.warmUp + this.size * BATCHES;
    this.unit = unit;
    this.counts = new Uint32Array(BATCHES * BINS);
    this.sums = new Float64Array(BATCHES);
    this.ends = new Float64Array(RECENT).fill(-Infinity);
    this.seen = 0;
    this.from = { time: 0, area: 0 };
    this.area = 0; // of all times spent, arrivals before now
    this.now = 0;
  }

  /** Customers who count so far. */
  get customers() {
    return Math.max(0, this.seen - this.warmUp);
  }

  /** Whether there is an interval yet. */
  get known() {
    return this.customers >= FEW * this.size;
  }

  /** @param {Float64Array} arrivals @param {Float64Array} times until they left @param {number} count of them */
  add(arrivals, times, count) {
    const end = Math.min(count, this.left);
    for (let at = 0; at < end; ) {
      const warm = this.seen < this.warmUp;
      const next = warm ? this.warmUp : this.warmUp + (this.batch() + 1) * this.size;
      const stop = Math.min(end, at + next - this.seen);
      this.piece(arrivals, times, at, stop, warm ? -1 : this.batch());
      if (warm && this.seen === this.warmUp) this.from = { time: this.now, area: this.timeInside() };
      at = stop;
    }
    this.left -= end;
  }

  batch() {
    return Math.floor((this.seen - this.warmUp) / this.size);
  }

  /** @param {Float64Array} arrivals @param {Float64Array} times @param {number} from @param {number} to @param {number} batch or -1 */
  piece(arrivals, times, from, to, batch) {
    const { counts, ends } = this;
    const scale = 1 / this.unit;
    const row = batch * BINS;
    let sum = 0;
    let slot = this.seen;
    for (let at = from; at < to; at += 1) {
      const time = times[at];
      sum += time;
      ends[slot++ & (RECENT - 1)] = arrivals[at] + time;
      if (batch >= 0) counts[row + bin(time * scale)] += 1;
    }
    this.seen += to - from;
    this.area += sum;
    this.now = arrivals[to - 1];
    if (batch >= 0) this.sums[batch] += sum;
  }

  /** The integral of the number in the system until now: of those inside, only what has passed. */
  timeInside() {
    let future = 0;
    for (const end of this.ends) future += Math.max(0, end - this.now);
    return this.area - future;
  }

  /** What is known so far. @param {number} events @returns {Summary} */
  summary(events) {
    const { customers } = this;
    const whole = Math.floor(customers / this.size);
    const each = Math.max(1, Math.floor(whole / GROUPS));
    const groups = Math.floor(whole / each);
    const all = new Float64Array(BINS);
    const [means, tails] = [new Float64Array(groups), new Float64Array(groups)];
    for (let group = 0; group < groups; group += 1) {
      const part = new Float64Array(BINS);
      for (let batch = group * each; batch < (group + 1) * each; batch += 1) {
        means[group] += this.sums[batch] / (each * this.size);
        this.count(batch, part);
      }
      tails[group] = this.unit * quantile(part, 0.99);
      for (let at = 0; at < BINS; at += 1) all[at] += part[at];
    }
    for (let batch = groups * each; batch < BATCHES; batch += 1) this.count(batch, all);
    const elapsed = this.now - this.from.time;
    return {
      customers,
      events,
      mean: this.sums.reduce((sum, one) => sum + one, 0) / customers,
      meanHalf: halfWidth(means),
      p99: this.unit * quantile(all, 0.99),
      p99Half: halfWidth(tails),
      inSystem: (this.timeInside() - this.from.area) / elapsed,
      throughput: customers / elapsed,
      histogram: histogram(all, this.unit),
    };
  }

  /** @param {number} batch @param {Float64Array} into */
  count(batch, into) {
    const row = this.counts.subarray(batch * BINS, (batch + 1) * BINS);
    for (let at = 0; at < BINS; at += 1) into[at] += row[at];
  }
}

/**
 * Customers that keep the half-width of the mean within 3 % in nearly every run of an M/M/1 queue, and
 * of one with several servers: its variance is from Daley, The Serial Correlation Coefficients of
 * Waiting Times in a Stationary Single Server Queue, 1968. Uneven service needs more, by trial.
 * @param {number} load below 1 @param {number} [variability]
 */
export function enough(load, variability = 1) {
  const uneven = Math.max(1, (1 + variability ** 2) / 2) ** 2;
  const spread = (uneven * load * (2 + load * (5 + load * (load - 4)))) / (1 - load) ** 2; // relative, of one
  const students = 2.093 ** 2; // with GROUPS - 1 degrees of freedom
  return Math.min(MOST, Math.max(1e6, Math.ceil((2 * students * spread) / HALF ** 2)));
}

/** Half of the 95 % interval of the mean of independent values. @param {Float64Array} values */
export function halfWidth(values) {
  const n = values.length;
  if (n < FEW) return NaN;
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return student(n - 1) * Math.sqrt(squares / (n - 1) / n);
}

/** The 97.5 % point of Student's t: Abramowitz and Stegun 26.7.5, good to 0.001 from 9 degrees on. @param {number} degrees */
export function student(degrees) {
  const z = NORMAL;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

const VALUE = new Float64Array(1);
const HALVES = new Uint32Array(VALUE.buffer);
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0]; // the half with exponent and first digits

/** The bin of a positive number, read from its exponent and its first seven binary digits. @param {number} value */
function bin(value) {
  VALUE[0] = value;
  const at = (HALVES[UPPER] >>> 13) - ((1023 - DOWN) << 7);
  return at < 0 ? 0 : at < BINS ? at : BINS - 1;
}

/** The lower end of a bin. @param {number} at */
const lowerEnd = (at) => (1 + (at & 127) / 128) * 2 ** ((at >> 7) - DOWN);

/** Linear between the ends of a bin. @param {Float64Array} counts @param {number} share */
function quantile(counts, share) {
  let before = 0;
  const wanted = share * counts.reduce((sum, one) => sum + one, 0);
  for (let at = 0; at < BINS; at += 1) {
    const count = counts[at];
    if (count && before + count >= wanted) {
      return lowerEnd(at) + ((wanted - before) / count) * (lowerEnd(at + 1) - lowerEnd(at));
    }
    before += count;
  }
  return NaN;
}

/** The bins from the first to the last that counted anything. @param {Float64Array} counts @param {number} unit @returns {Histogram} */
function histogram(counts, unit) {
  const used = Array.from(counts.keys()).filter((at) => counts[at] > 0);
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? -1];
  const low = Float64Array.from({ length: last - first + 1 }, (_, at) => unit * lowerEnd(first + at));
  return { low, count: counts.slice(first, last + 1) };
}
