// @ts-check
// The geometry of a waterfall: pieces of a time one after the other, and how full links are. No DOM.
import { niceScale } from "../chart.mjs";

/**
 * @typedef {"compute" | "communication" | "bubble" | "wait"} Phase
 * @typedef {{ output: string, phase: Phase }} Segment
 * @typedef {{ output: string, phase: Phase, start: number, end: number, why: string }} Piece in base units; why it has no end
 * @typedef {Record<string, number | string>} Results
 */

const SPILL = 0.5; // of a link that can be shown beside it

/** Each piece begins where the last one ended. @param {Segment[]} segments @param {Results} results @returns {Piece[]} */
export function pieces(segments, results) {
  let start = 0;
  return segments.map(({ output, phase }) => {
    const value = results[output];
    if (typeof value !== "number") return { output, phase, start, end: start, why: String(value) };
    const piece = { output, phase, start, end: start + value, why: "" };
    start = piece.end;
    return piece;
  });
}

/** The time of each phase, those that take none left out. @param {Piece[]} all @returns {[Phase, number][]} */
export function phases(all) {
  /** @type {Map<Phase, number>} */
  const sums = new Map();
  for (const { phase, start, end } of all) sums.set(phase, (sums.get(phase) ?? 0) + end - start);
  return [...sums].filter(([, sum]) => sum > 0);
}

/** A scale from nothing to what must be seen; a guess that is far off does not count. @param {number[]} values @param {number[]} guesses */
export function scaleOf(values, guesses) {
  const most = Math.max(...values, 0);
  return niceScale("linear", 0, Math.max(most, ...guesses.filter((one) => one <= 3 * most)) || 1);
}

/** Where something lies between the ends of a scale, in percent with two decimals. @param {import("../chart.mjs").Scale} scale @param {number} value */
export function percent({ low, high }, value) {
  const share = (Math.min(Math.max(value, low), high) - low) / (high - low);
  return `${Math.round(share * 1e4) / 100}%`;
}

/**
 * A link of which a share is asked for, in percent: what it carries of its width, and how much of the room
 * beside it is filled by what is too much.
 * @param {number} share of what it can carry
 */
export function strip(share) {
  const part = (/** @type {number} */ one) => Math.round(Math.min(Math.max(one, 0), 1) * 1e4) / 100;
  return { used: part(share), over: part((share - 1) / SPILL) };
}

/** How full a link is, in words. @param {number} share */
export function fullness(share) {
  const asked = `${said(share)} in use`;
  if (share > 1) return `${said(share)} asked for: saturated, ${said(share - 1)} more than it carries`;
  return share >= 0.995 ? `${asked}: full` : asked;
}

/** @param {number} share */
const said = (share) => `${share > 0 && share < 0.0995 ? Number((share * 100).toPrecision(2)) : Math.round(share * 100).toLocaleString("en")} %`;
