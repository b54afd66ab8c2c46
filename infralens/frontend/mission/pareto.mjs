// @ts-check
// Which designs no other beats in everything, and how far a design is from them. The twin of pareto.py. No DOM.

/**
 * @typedef {"lower" | "higher"} Better
 * @typedef {number[] | null} Row the value of each objective in base units; null cannot be used
 * @typedef {{ to: number, share: number, gaps: number[] }} Regret `share` of what all rows span that is lost
 *   against the row `to`, which dominates and asks least; `gaps` by objective
 */

const CLOSE = 1e-9; // relatively: two languages differ in the last bit

/** Where the rows stand that no other row dominates. @param {Row[]} rows @param {Better[]} better */
export function paretoSet(rows, better) {
  const known = rows.flatMap((row, at) => (row ? [at] : []));
  const row = (/** @type {number} */ at) => /** @type {number[]} */ (rows[at]);
  return known.filter((at) => !known.some((other) => dominates(row(other), row(at), better)));
}

/** Whether `one` is nowhere worse than `other`, and better in something. @param {number[]} one @param {number[]} other @param {Better[]} better */
export function dominates(one, other, better) {
  const gains = better.map((way, at) => gain(one[at], other[at], way));
  return gains.every((by) => by >= 0) && gains.some((by) => by > 0);
}

/**
 * How far the chosen row is from the set, or null where it cannot be used.
 * @param {Row[]} rows @param {number} chosen @param {Better[]} better @returns {Regret | null}
 */
export function regret(rows, chosen, better) {
  const row = rows[chosen];
  if (!row) return null;
  const usable = /** @type {number[][]} */ (rows.filter(Boolean));
  const spans = better.map((_, at) => Math.max(...usable.map((one) => one[at])) - Math.min(...usable.map((one) => one[at])));
  let found = { to: chosen, share: 0, gaps: better.map(() => 0) };
  let least = Infinity;
  for (const to of paretoSet(rows, better)) {
    const best = /** @type {number[]} */ (rows[to]);
    if (!dominates(best, row, better)) continue;
    const gaps = better.map((way, at) => (spans[at] ? gain(best[at], row[at], way) / spans[at] : 0));
    if (Math.max(...gaps) < least - CLOSE) {
      least = Math.max(...gaps);
      found = { to, share: least, gaps };
    }
  }
  return found;
}

/** By how much `one` is better than `other`; nothing where they are the same. @param {number} one @param {number} other @param {Better} way */
function gain(one, other, way) {
  if (Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other))) return 0;
  return way === "lower" ? other - one : one - other;
}
