// @ts-check
// Arithmetic that the two languages do differently, done as Python does it. The twin of numeric.py. No DOM.

const MAX_STEPS = 4096;
const STOP = 1e-13;
const HALVINGS = 2200; // more than there are between any two floats

/** A formula has no value for these inputs; the message is the reason. */
export class DomainError extends Error {}

/** @typedef {Readonly<Record<string, unknown>>} Values */

/** The value of a quantity, which must be finite. @param {Values} values @param {string} name */
export function quantity(values, name) {
  const value = values[name];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new DomainError(`'${name}' must be a number`);
}

/** A quantity of which there cannot be less than nothing. @param {Values} values @param {string} name */
export function amount(values, name) {
  const value = quantity(values, name);
  if (value >= 0) return value;
  throw new DomainError(`'${name}' must not be below 0`);
}

/** @param {Values} values @param {string} name @param {readonly number[]} choices */
export function choice(values, name, choices) {
  const value = quantity(values, name);
  if (choices.includes(value)) return value;
  const most = choices.slice(0, -1).join(", ");
  throw new DomainError(`'${name}' must be ${most} or ${choices[choices.length - 1]}`);
}

/** @param {Values} values @param {string} name */
export function flag(values, name) {
  const value = values[name];
  if (typeof value === "boolean") return value;
  throw new DomainError(`'${name}' must be true or false`);
}

/** The value itself, never NaN or Infinity. @param {number} value @param {string} name */
export function finite(value, name) {
  if (Number.isFinite(value)) return value;
  throw new DomainError(`'${name}' cannot be computed from these values`);
}

/** @param {boolean} condition @param {string} reason */
export function require(condition, reason) {
  if (!condition) throw new DomainError(reason);
}

/** `a // b`: the quotient is taken from the remainder, for a rounded a / b can cross an integer. @param {number} a @param {number} b */
export function floordiv(a, b) {
  if (!b) return NaN;
  const remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder && remainder < 0 !== b < 0) quotient -= 1;
  if (!quotient) return (a / b) * 0;
  const below = Math.floor(quotient);
  return quotient - below > 0.5 ? below + 1 : below;
}

/** `a % b`, with the sign of `b`. @param {number} a @param {number} b */
export function mod(a, b) {
  if (!b) return NaN;
  const remainder = a % b;
  if (remainder === 0) return b < 0 ? -0 : 0;
  return remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** The smallest whole power of two that reaches `a`, exactly. @param {number} a */
export function ceil_log2(a) {
  if (!(a > 0) || a === Infinity) return NaN;
  let exponent = 0;
  let reached = 1;
  for (; reached < a; reached *= 2) exponent += 1;
  for (; reached / 2 >= a; reached /= 2) exponent -= 1;
  return exponent;
}

/**
 * The carried values after `steps` steps.
 * @param {number} steps @param {(k: number, ...carried: number[]) => number[]} step @param {number[]} start
 */
export function fold(steps, step, ...start) {
  if (!(steps >= 0 && steps <= MAX_STEPS && steps === Math.floor(steps))) {
    throw new DomainError("the number of steps must be whole, from 0 to 4,096");
  }
  let carried = start;
  for (let k = 1; k <= steps; k += 1) carried = step(k, ...carried);
  return carried;
}

/**
 * Where `value` crosses zero between `low` and `high`.
 * @param {number} low @param {number} high @param {(at: number) => number} value
 */
export function solve(low, high, value) {
  const atLow = value(low);
  const atHigh = value(high);
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!(low < high && ((atLow < 0 && atHigh > 0) || (atHigh < 0 && atLow > 0)))) {
    throw new DomainError("there is no solution between the bounds");
  }
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = low + (high - low) / 2;
    const wide = high - low > STOP * Math.max(Math.abs(low), Math.abs(high));
    if (!wide || middle === low || middle === high) break;
    const atMiddle = value(middle);
    if (atMiddle === 0) return middle;
    if (atMiddle < 0 === atLow < 0) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

/**
 * The largest whole number from `low` to `high` that fits.
 * @param {number} low @param {number} high @param {(at: number) => boolean} fits
 */
export function largest(low, high, fits) {
  const whole = [low, high].every((end) => Math.abs(end) <= 2 ** 53 && end === Math.floor(end));
  if (!whole) throw new DomainError("the bounds of the search must be whole numbers");
  if (low > high || !fits(low)) throw new DomainError("no whole number within the bounds fits");
  if (fits(high)) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The name of the input with the largest |d ln result / d ln input|, the first of equals, or null.
 * @param {(values: any) => number} formula @param {Values} values
 * @param {readonly string[]} quantities the parameters that can be moved @param {number} step how far
 */
export function dominant(formula, values, quantities, step) {
  let most = null;
  let size = 0;
  if (formula(values) === 0) return null;
  for (const name of quantities) {
    const change = Math.abs(sensitivity(formula, values, name, step));
    if (change > size + 1e-4) [most, size] = [name, change];
  }
  return most;
}

/** @param {(values: any) => number} formula @param {Values} values @param {string} name @param {number} step */
function sensitivity(formula, values, name, step) {
  const value = quantity(values, name);
  if (value === 0) return 0;
  try {
    const below = formula({ ...values, [name]: value * (1 - step) });
    const above = formula({ ...values, [name]: value * (1 + step) });
    return below * above > 0 ? Math.log(above / below) / Math.log((1 + step) / (1 - step)) : 0;
  } catch (error) {
    if (error instanceof DomainError) return 0;
    throw error;
  }
}
