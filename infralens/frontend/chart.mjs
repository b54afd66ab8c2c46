// @ts-check
// Line charts as SVG text: scales, ticks, paths. The twin of chart.py. No DOM.
// Places are shares of the plot, so that one drawing fits every width; labels keep their size.
import { shown } from "./quantity.mjs";

/**
 * @typedef {"linear" | "log"} Kind
 * @typedef {{ kind: Kind, low: number, high: number }} Scale
 * @typedef {{ value: number, text: string, more: boolean }} Tick `more`: only where there is room
 * @typedef {[number, number | null]} Point a value of each axis; without the second the line has a gap
 * @typedef {{ kind: "line" | "other" | "third", points: Point[] } | { kind: "band", rows: [number, number, number][] }
 *   | { kind: "dots", points: Point[] } | { kind: "ghost", at: [number, number] }
 *   | { kind: "here" | "cursor" | "former", at: Point } | { kind: "spans", rows: [number, number, number][] }
 *   | { kind: "level", at: number } | { kind: "zone", from: number, to: number }} Part
 * @typedef {{ label: string, x: Scale, y: Scale, parts: Part[] }} Chart
 * @typedef {{ place: string, text: string, value: number | null }} Row
 */

const SIZE = 1000; // of the box that paths are drawn in
const HEIGHT = 220;
const [NARROW, WIDE] = [250, 560]; // pixels that a plot has at 328 and at 640
const [LETTER, GAP] = [7, 14]; // pixels
const STEEP = 50; // from here on a logarithmic axis shows more
const MANY = 9;
const [PARTS, ROWS] = [5, 8]; // what an axis of values is cut into, before and after its ends are nice
/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

/**
 * The scale of values from low to high, with ends that are easy to name.
 * @param {Kind} kind @param {number} low @param {number} high @returns {Scale}
 */
export function niceScale(kind, low, high) {
  if (kind === "log") return { kind, low: beside(low, Math.floor), high: beside(high, Math.ceil) };
  if (low === high) return { kind, low: Math.min(low, 0), high: Math.max(high, low ? 0 : 1) };
  const step = stepOf(low, high, PARTS);
  return { kind, low: Math.floor(low / step.size) * step.size, high: Math.ceil(high / step.size) * step.size };
}

/** Whether values are better read on a logarithmic axis. @param {number[]} values */
export const isSteep = (values) => Math.min(...values) > 0 && Math.max(...values) > STEEP * Math.min(...values);

/** Where a value stands on its scale, from 0 to 1. @param {Scale} scale @param {number} value */
export function share({ kind, low, high }, value) {
  return kind === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The value at a share of the scale. @param {Scale} scale @param {number} at */
export function valueAt({ kind, low, high }, at) {
  return kind === "log" ? low * (high / low) ** at : low + (high - low) * at;
}

/** The values that a scale names, at most `most` of them. @param {Scale} scale @param {number} [most] */
export function ticks({ kind, low, high }, most = MANY) {
  if (kind === "log") {
    for (const values of powers(low, high)) if (values.length <= most && values.length > 1) return values;
  }
  const { digit, exponent, size } = stepOf(low, high, most - 1);
  const first = Math.ceil(low / size - 1e-9);
  const last = Math.floor(high / size + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => times((first + at) * digit, exponent));
}

/** The labels below the plot: what has no room in a narrow window is marked. @param {Scale} scale @returns {Tick[]} */
export function labels(scale) {
  const all = ticks(scale).map((value) => ({ value, text: text(value) }));
  const each = LETTER * Math.max(...all.map((one) => one.text.length)) + GAP;
  const every = (/** @type {number} */ count, /** @type {number} */ width) => {
    let step = 1;
    while (Math.ceil(count / step) * each > width && step < count) step += 1;
    return step;
  };
  const wide = every(all.length, WIDE);
  const seen = all.filter((_, at) => at % wide === 0);
  const narrow = every(seen.length, NARROW);
  return seen.map((one, at) => ({ ...one, more: at % narrow !== 0 }));
}

/** A line through points, broken where there is none. @param {Point[]} points @param {Scale} x @param {Scale} y */
export function path(points, x, y) {
  let drawn = "";
  let before = false;
  points.forEach(([across, up], at) => {
    if (up !== null) {
      drawn += `${before ? "L" : "M"}${spot(x, y, across, up)}`;
      if (!before && (points[at + 1]?.[1] ?? null) === null) drawn += "h0";
    }
    before = up !== null;
  });
  return drawn;
}

/** The outline between two lines. @param {[number, number, number][]} rows @param {Scale} x @param {Scale} y */
export function band(rows, x, y) {
  const there = rows.map(([across, , above]) => spot(x, y, across, above));
  const back = rows.map(([across, below]) => spot(x, y, across, below)).reverse();
  return rows.length ? `M${[...there, ...back].join("L")}Z` : "";
}

/** The chart as the text of an svg element. @param {Chart} chart */
export function drawing({ label, x, y, parts }) {
  const lines = ticks(y, ROWS).map((value) => [percent(1 - share(y, value)), text(value)]);
  const names = labels(x).map((tick) => ({ ...tick, at: percent(share(x, tick.value)), end: ending(tick.text, share(x, tick.value)) }));
  return [
    `<svg class="il-chart" role="img" aria-label="${escaped(label)}" width="100%" height="${HEIGHT}">`,
    ...lines.map(([at, name]) => `<line class="il-chart-rule" x2="100%" y1="${at}" y2="${at}"/><text class="il-chart-y" x="-8" y="${at}" dy="4">${name}</text>`),
    `<line class="il-chart-axis" x2="100%" y1="100%" y2="100%"/>`,
    ...names.map(({ at, text: name, more, end }) => `<text class="il-chart-x${end}${more ? " il-chart-more" : ""}" x="${at}" y="100%" dy="18">${name}</text>`),
    `<svg class="il-chart-box" viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="none" width="100%" height="100%">${parts.map((part) => outline(part, x, y)).join("")}</svg>`,
    ...parts.map((part) => marks(part, x, y)),
    "</svg>",
  ].join("");
}

/**
 * The chart in words: its ends, and the least and the most. Rows stand in order; a row without value
 * has the reason for its text.
 * @param {Row[]} rows
 */
export function told(rows) {
  const known = rows.filter(({ value }) => value !== null);
  const none = rows.filter(({ value }) => value === null);
  const missing = none.length ? ` No value at ${none.map(({ place }) => place).join(", ")}: ${none[0].text}.` : "";
  if (!known.length) return missing.trim();
  const [first, last] = [known[0], known[known.length - 1]];
  const by = (/** @type {1 | -1} */ sign) => known.reduce((best, one) => (sign * Number(one.value) > sign * Number(best.value) ? one : best));
  const [least, most] = [by(-1), by(1)];
  if (least.value === most.value) return `From ${first.place} to ${last.place}: ${first.text} throughout.${missing}`;
  const rank = (/** @type {Row} */ one) => (one.value === least.value ? ", the least," : one.value === most.value ? ", the most," : "");
  const also = [["least", least], ["most", most]]
    .filter(([, one]) => /** @type {Row} */ (one).value !== first.value && /** @type {Row} */ (one).value !== last.value)
    .map(([name, one]) => ` The ${name}: ${/** @type {Row} */ (one).text} at ${/** @type {Row} */ (one).place}.`);
  const end = rank(last).replace(/,$/, "");
  return `From ${first.text} at ${first.place}${rank(first)} to ${last.text} at ${last.place}${end}.${also.join("")}${missing}`;
}

/** @param {Part} part @param {Scale} x @param {Scale} y */
function outline(part, x, y) {
  if (part.kind === "band") return `<path class="il-chart-band" d="${band(part.rows, x, y)}"/>`;
  if (part.kind === "line" || part.kind === "other" || part.kind === "third") return `<path class="il-chart-${part.kind}" d="${path(part.points, x, y)}"/>`;
  return "";
}

/** What keeps its shape at every width. @param {Part} part @param {Scale} x @param {Scale} y */
function marks(part, x, y) {
  const dot = (/** @type {Point} */ [across, up]) =>
    up === null ? "" : `<circle class="il-chart-${part.kind}" cx="${percent(share(x, across))}" cy="${percent(1 - share(y, up))}" r="4"/>`;
  if (part.kind === "dots") return part.points.map(dot).join("");
  if (part.kind === "former") return dot(part.at);
  if (part.kind === "spans") return part.rows.map((row) => span(row, x, y)).join("");
  if (part.kind === "level") {
    const at = percent(1 - share(y, part.at));
    return `<line class="il-chart-level" x2="100%" y1="${at}" y2="${at}"/>`;
  }
  if (part.kind === "zone") {
    const [from, to] = [share(x, part.from), share(x, part.to)];
    return `<rect class="il-chart-zone" x="${percent(from)}" width="${percent(to - from)}" height="100%"/>`;
  }
  if (part.kind === "here" || part.kind === "cursor") {
    const at = percent(share(x, part.at[0]));
    return `<line class="il-chart-${part.kind}" x1="${at}" x2="${at}" y2="100%"/>${dot(part.at)}`;
  }
  return part.kind === "ghost" ? sign("ghost", "M-7,-7L7,7M-7,7L7,-7", x, y, part.at) : "";
}

/** A sign that keeps its size at every width. @param {string} name @param {string} d @param {Scale} x @param {Scale} y @param {[number, number]} at */
const sign = (name, d, x, y, [across, up]) =>
  `<svg class="il-chart-box" x="${percent(share(x, across))}" y="${percent(1 - share(y, up))}"><path class="il-chart-${name}" d="${d}"/></svg>`;

/** What a value lies between; an end outside the scale has no cap. @param {[number, number, number]} row @param {Scale} x @param {Scale} y */
function span([across, below, above], x, y) {
  const at = percent(share(x, across));
  const [low, high] = [Math.max(below, y.low), Math.min(above, y.high)];
  if (low > high) return "";
  const caps = [below, above].filter((value) => value >= y.low && value <= y.high);
  return `<line class="il-chart-span" x1="${at}" x2="${at}" y1="${percent(1 - share(y, high))}" y2="${percent(1 - share(y, low))}"/>${caps
    .map((value) => sign("span", "M-4,0H4", x, y, [across, value]))
    .join("")}`;
}

/** @param {Scale} x @param {Scale} y @param {number} across @param {number} up */
const spot = (x, y, across, up) => `${rounded(share(x, across) * SIZE, 10)},${rounded((1 - share(y, up)) * SIZE, 10)}`;

/** @param {number} value @param {number} parts of one */
const rounded = (value, parts) => Math.floor(value * parts + 0.5) / parts;

/** @param {number} part */
const percent = (part) => `${rounded(part * 100, 100)}%`;

/** @param {number} value */
const text = (value) => shown(value, "Number", { digits: 6 });

/** Labels near the ends of the plot lean inwards. @param {string} name @param {number} at */
function ending(name, at) {
  const half = (name.length * LETTER) / 2;
  return at * NARROW + half > NARROW + 16 ? " il-chart-last" : at * NARROW - half < -48 ? " il-chart-first" : "";
}

/** @param {string} words */
const escaped = (words) => words.replace(/[&<>"']/g, (mark) => ESCAPES[mark]);

/** A whole number times a power of ten, as precise as it is written. @param {number} whole @param {number} exponent */
const times = (whole, exponent) => (exponent < 0 ? whole / Number(`1e${-exponent}`) : whole * Number(`1e${exponent}`));

/** The power of ten of the first digit. @param {number} value */
const exponentOf = (value) => Number(value.toExponential().split("e")[1]);

/** The step, 1, 2 or 5 of a power of ten, that parts a range so many times at most. @param {number} low @param {number} high @param {number} most */
function stepOf(low, high, most) {
  const exponent = exponentOf((high - low) / most);
  const digit = [1, 2, 5].find((one) => times(one, exponent) * most >= high - low) ?? 10;
  return { digit, exponent, size: times(digit, exponent) };
}

/** The next 1, 2 or 5 of a power of ten. @param {number} value @param {typeof Math.floor} way */
function beside(value, way) {
  const exponent = exponentOf(value);
  const nice = [1, 2, 5, 10].map((digit) => times(digit, exponent));
  return way === Math.floor ? Math.max(...nice.filter((one) => one <= value)) : Math.min(...nice.filter((one) => one >= value));
}

/** Lists of values for a logarithmic scale, the fullest first. @param {number} low @param {number} high */
function* powers(low, high) {
  const within = (/** @type {number} */ value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  if (isPowerOfTwo(low) && isPowerOfTwo(high) && high >= 8 * low) {
    for (let ratio = 2; ratio < high / low; ratio *= 2) {
      const values = [];
      for (let value = low; value <= high; value *= ratio) values.push(value);
      yield values;
    }
  }
  const [from, to] = [exponentOf(low), exponentOf(high)];
  const decades = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  yield decades.flatMap((exponent) => [1, 2, 5].map((digit) => times(digit, exponent))).filter(within);
  for (let every = 1; every <= decades.length; every += 1) {
    yield decades.filter((exponent) => exponent % every === 0).map((exponent) => times(1, exponent)).filter(within);
  }
}

/** @param {number} value */
function isPowerOfTwo(value) {
  let rest = value;
  while (rest >= 2) rest /= 2;
  while (rest < 1) rest *= 2;
  return rest === 1;
}
