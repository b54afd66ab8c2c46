// @ts-check
// What a prediction was worth. No DOM.

/**
 * @typedef {{ option: number, right: boolean, estimate: number, truth: number, confidence: number,
 *   when: string }} Prediction estimate and truth in base units, confidence from 0 to 1
 */

/** A guess counts as a hit up to this factor. */
export const CLOSE = 1.25;

/** By which factor a guess is off, 1 when it is exact; never below 1. @param {number} guess @param {number} truth */
export function errorFactor(guess, truth) {
  if (guess === truth) return 1;
  if (guess <= 0 || truth <= 0) return Infinity;
  return Math.exp(Math.abs(Math.log(guess / truth)));
}

/** Whether a prediction was right in both: the mechanism, and the size. @param {Prediction} prediction */
export function hit({ right, estimate, truth }) {
  return right && errorFactor(estimate, truth) <= CLOSE;
}

/**
 * How well confidence matched success, from 0 to 100: 100 less the mean squared distance (Brier, 1950).
 * @param {Prediction[]} predictions @returns {number | null} null before the first
 */
export function calibration(predictions) {
  if (!predictions.length) return null;
  const squares = predictions.map((one) => (one.confidence - (hit(one) ? 1 : 0)) ** 2);
  return 100 * (1 - squares.reduce((sum, one) => sum + one, 0) / squares.length);
}

/** The verdict on a guess in words. @param {number} factor */
export function said(factor) {
  if (factor <= 1.02) return "as good as exact";
  if (factor <= CLOSE) return `close, off by a factor of ${factor.toFixed(2)}`;
  if (factor === Infinity) return "not of this kind";
  return `off by a factor of ${factor < 10 ? factor.toFixed(1) : Math.round(factor).toLocaleString("en")}`;
}
