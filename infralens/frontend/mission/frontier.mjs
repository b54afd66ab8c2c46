// @ts-check
// The geometry of a frontier: latency over load, up to the load that cannot be served. No DOM.
import { isSteep, niceScale } from "../chart.mjs";

/**
 * @typedef {import("../chart.mjs").Scale} Scale
 * @typedef {import("../chart.mjs").Point} Point
 * @typedef {{ points: Point[], edge: number | null, why: string }} Curve edge: the last load that has a value
 */

const FINE = 41;
const BEND = 1.8; // above 1: more of them towards the end, where latencies rise
const HALVINGS = 24; // until the edge is known as well as it is named
const CLOSER = [0.5, 0.25, 0.1]; // of the last gap before the edge
const SAMPLED = [0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95]; // of the edge
const NEAR = 0.88; // of the edge: the chart is at least this tall
const ROOM = 1.12;
const STEEP = 4; // an end that is so many times higher leaves the chart
const FAR = 4; // a prediction above this many times all else is named at the upper end

/**
 * A curve over loads; where it ends before `to`, the end is searched and its surroundings are drawn finer.
 * @param {number} from @param {number} to @param {boolean} whole @param {(load: number) => number | string} value
 * @returns {Curve}
 */
export function curve(from, to, whole, value) {
  const known = (/** @type {number} */ load) => typeof value(load) === "number";
  const last = value(to);
  const why = typeof last === "string" ? last : "";
  if (!known(from)) return { points: [], edge: from, why: String(value(from)) };
  let [low, high] = why ? [from, to] : [to, to];
  for (let step = 0; why && step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (known(middle)) low = middle;
    else high = middle;
  }
  const shares = Array.from({ length: FINE }, (_, at) => at / (FINE - 1)).map((share) => 1 - (1 - share) ** BEND);
  const loads = shares.map((share) => from + share * (low - from)).map((load) => (whole ? Math.floor(load) : load));
  const gap = low - loads[FINE - 2];
  const nearer = why ? CLOSER.map((share) => low - gap * share) : [];
  const all = [...new Set([...loads, ...nearer, low])].sort((one, other) => one - other);
  const points = all.map((load) => [load, value(load)]).filter(([, one]) => typeof one === "number");
  return { points: /** @type {Point[]} */ (points), edge: why ? low : null, why };
}

/** The loads at which it is simulated. @param {number} from @param {number} to @param {number | null} edge @param {boolean} whole */
export function sampled(from, to, edge, whole) {
  const end = edge ?? to;
  const loads = SAMPLED.map((share) => share * end).map((load) => (whole ? Math.round(load) : Number(load.toPrecision(3))));
  return [...new Set(loads)].filter((load) => load >= from && load <= to && (edge === null || load < edge));
}

/** The value at the load nearest to a share of the last that has one. @param {Curve} line @param {number} part */
function valueNear({ points, edge }, part) {
  const known = points.filter((point) => point[1] !== null);
  const end = edge ?? known[known.length - 1]?.[0] ?? 0;
  const below = known.filter(([load]) => load <= part * end);
  return below[below.length - 1]?.[1] ?? known[0]?.[1] ?? 1;
}

/**
 * The scale of latencies that shows the marks and most of the line; a line that rises without end leaves it.
 * @param {"linear" | "log"} kind @param {Curve} line @param {number[]} marks what must be seen
 * @param {number[]} guesses what is seen unless it is far off @returns {Scale}
 */
export function scaleOf(kind, line, marks, guesses) {
  const known = line.points.flatMap(([, value]) => (value === null ? [] : [value]));
  const near = valueNear(line, NEAR);
  const end = line.edge === null ? Math.min(Math.max(...known, 0), STEEP * near) : near;
  const most = Math.max(end, ...marks);
  const top = Math.max(most, ...guesses.filter((one) => one <= FAR * most));
  if (kind === "linear") return niceScale("linear", 0, top * ROOM);
  const low = Math.min(...known, ...marks.filter((one) => one > 0), ...guesses.filter((one) => one > 0 && one >= most / 1000));
  const high = Math.max(top, line.edge === null ? 0 : valueNear(line, 0.99));
  return niceScale("log", low, isSteep([low, high]) ? high : Math.max(high, low * 10));
}

/** The part of a line that is on the chart; it is cut where it leaves at the upper end. @param {Point[]} points @param {number} top */
export function cut(points, top) {
  /** @type {Point[]} */
  const kept = [];
  points.forEach(([load, value], at) => {
    const before = points[at - 1];
    const was = before?.[1] ?? null;
    if (was !== null && value !== null && was > top !== value > top) {
      const share = (top - was) / (value - was);
      kept.push([before[0] + share * (load - before[0]), top]);
    }
    kept.push([load, value !== null && value > top ? null : value]);
  });
  return kept;
}
