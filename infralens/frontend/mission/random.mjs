// @ts-check
// Random numbers by seed and stream, the same bits in every browser: only integer arithmetic, + - * /
// and the square root, all of which are exact or correctly rounded. Math.log is neither. No DOM.
//
// The generator is xoshiro128** 1.1 (Blackman and Vigna, Scrambled Linear Pseudorandom Number
// Generators, 2021): its period is 2^128 - 1. Streams of one seed start 2^64 numbers apart.

const BLOCK = 4096; // numbers drawn at a time
const SCALE = 2 ** -32;
const POWERS = Float64Array.from({ length: 32 }, (_, exponent) => 2 ** -exponent);
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b]; // 2^64 steps
const WHOLE = new Float64Array(1);
const WORDS = new Uint32Array(WHOLE.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0]; // which of the two words has the exponent

/** Draws what one kind of event needs; two kinds never share numbers. */
export class Stream {
  /** @param {number} seed 32 bits of it count @param {number} number which stream of this seed */
  constructor(seed, number) {
    this.state = Uint32Array.from([1, 2, 3, 4], (step) => mixed((seed + Math.imul(step, 0x9e3779b9)) | 0));
    this.spare = NaN; // the second of two normal numbers
    for (let jumps = 0; jumps < number; jumps += 1) this.jump();
  }

  /** The next 32 bits. */
  bits() {
    const { state } = this;
    const product = Math.imul(state[1], 5);
    const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = (state[3] << 11) | (state[3] >>> 21);
    return bits;
  }

  /** Above 0 and below 1: one of the 2^31 odd multiples of 2^-32. */
  uniform() {
    return ((this.bits() | 1) >>> 0) * SCALE;
  }

  /** To where 2^64 numbers later would be. */
  jump() {
    const sum = new Uint32Array(4);
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit += 1) {
        if ((word >>> bit) & 1) for (let at = 0; at < 4; at += 1) sum[at] ^= this.state[at];
        this.bits();
      }
    }
    this.state.set(sum);
  }

  /** Fills with exponential numbers. @param {Float64Array} into @param {number} mean */
  exponentials(into, mean) {
    let [a, b, c, d] = this.state; // in registers: the queue's speed is decided here
    for (let at = 0; at < into.length; at += 1) {
      const product = Math.imul(b, 5);
      const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      into[at] = mean * exponential(bits);
    }
    this.state.set([a, b, c, d]);
  }

  /** A normal number with mean 0 and variance 1: the polar method of Marsaglia and Bray, 1964. */
  normal() {
    const kept = this.spare;
    this.spare = NaN;
    if (kept === kept) return kept;
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square < 1 && square > 0) {
        const factor = Math.sqrt((-2 * ln(square)) / square);
        this.spare = y * factor;
        return x * factor;
      }
    }
  }

  /** A gamma number with this shape, at least 1, and mean = shape: Marsaglia and Tsang, 2000. @param {number} shape */
  gamma(shape) {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (-exponential(this.bits()) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v;
    }
  }
}

/** The first streams of a seed, each a jump after the one before. @param {number} seed @param {number} count */
export function streams(seed, count) {
  const found = [new Stream(seed, 0)];
  while (found.length < count) {
    const next = new Stream(seed, 0);
    next.state.set(found[found.length - 1].state);
    next.jump();
    found.push(next);
  }
  return found;
}

/**
 * Positive times with a mean and a coefficient of variation (standard deviation over mean), drawn
 * from one stream: constant at 0, gamma below 1, exponential at 1, and above 1 a mix of two
 * exponentials, many short and few long, with equal shares of the total (Whitt, 1982).
 */
export class Times {
  /** @param {Stream} stream @param {number} mean @param {number} variation */
  constructor(stream, mean, variation) {
    this.stream = stream;
    this.mean = mean;
    this.variation = variation;
    this.block = new Float64Array(BLOCK);
    this.at = BLOCK;
  }

  /** The next one. */
  next() {
    if (this.at === BLOCK) {
      this.fill(this.block);
      this.at = 0;
    }
    return this.block[this.at++];
  }

  /** @param {Float64Array} into */
  fill(into) {
    const { stream, mean, variation } = this;
    const square = variation * variation;
    if (variation === 0) into.fill(mean);
    else if (variation === 1) stream.exponentials(into, mean);
    else if (variation < 1) {
      for (let at = 0; at < into.length; at += 1) into[at] = stream.gamma(1 / square) * mean * square;
    } else {
      const often = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
      const [short, long] = [mean / (2 * often), mean / (2 * (1 - often))];
      for (let at = 0; at < into.length; at += 1) {
        const scale = stream.uniform() < often ? short : long;
        into[at] = scale * exponential(stream.bits());
      }
    }
  }
}

/** Minus the logarithm of the uniform number that these bits make. @param {number} bits */
function exponential(bits) {
  const odd = (bits | 1) >>> 0;
  const exponent = 31 - Math.clz32(odd);
  return -logarithm(odd * POWERS[exponent], exponent - 32);
}

/** The natural logarithm, off by less than 1e-15 or 1e-15 of itself. @param {number} x positive */
export function ln(x) {
  WHOLE[0] = x;
  const high = WORDS[HIGH];
  WORDS[HIGH] = (high & 0xfffff) | 0x3ff00000;
  return logarithm(WHOLE[0], (high >>> 20) - 1023);
}

/** ln(m 2^k) = (k + 1/2) ln 2 + 2 artanh((m - √2) / (m + √2)). @param {number} m from 1, below 2 @param {number} k */
function logarithm(m, k) {
  const s = (m - Math.SQRT2) / (m + Math.SQRT2);
  const z = s * s;
  const series = 2 / 9 + z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17))));
  return (k + 0.5) * Math.LN2 + s * (2 + z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * series))));
}

/** The finaliser of MurmurHash3: every bit of the answer depends on every bit of the seed. @param {number} seed */
function mixed(seed) {
  let x = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
