// @ts-check
// Between the position of a slider and the number of its field. No DOM.

/** @typedef {import("../calculator-inputs.mjs").Input} Input */

const MOST = 200; // positions
const WIDE = 100; // from here on a range is walked by factors

/** The last position, from 0 on: where steps are few, each is one press of an arrow key. @param {Input} input */
export function lastPosition(input) {
  const [low, high] = range(input);
  const { step } = input;
  if (!step || logarithmic(low, high)) return MOST;
  return Math.min(MOST, Math.round((high - low) / step));
}

/** The number at a position, in the unit of the field. @param {Input} input @param {number} position */
export function valueAt(input, position) {
  const [low, high] = range(input);
  const share = position / lastPosition(input);
  const value = logarithmic(low, high) ? low * (high / low) ** share : low + (high - low) * share;
  const { step } = input;
  const stepped = step ? low + Math.round((value - low) / step) * step : value;
  return Number(Math.min(high, Math.max(low, stepped)).toPrecision(4));
}

/** The position nearest to a number. @param {Input} input @param {number} value */
export function positionOf(input, value) {
  const [low, high] = range(input);
  const inside = Math.min(high, Math.max(low, value));
  const share = logarithmic(low, high) ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
  return Math.round(share * lastPosition(input));
}

/** @param {Input} input @returns {[number, number]} */
function range({ minimum, maximum }) {
  return [minimum ?? 0, maximum ?? 1];
}

/** @param {number} low @param {number} high */
function logarithmic(low, high) {
  return low > 0 && high / low > WIDE;
}
