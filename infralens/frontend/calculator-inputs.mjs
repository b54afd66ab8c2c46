// @ts-check
// What a reader typed, as a number, or what is wrong with it. No DOM.

/**
 * @typedef {{ name: string, label: string, unit: string | null, in: string, factor: number,
 *   kind: "quantity" | "choice" | "flag", default: number | boolean, minimum: number | null,
 *   maximum: number | null, step: number | null, choices: { value: number, label: string }[] }} Input
 * @typedef {{ value: number } | { fault: string }} Reading
 */

const NUMBER = /^([+-]?)((?:\d{1,3}(?:[,_ ]\d{3})+(?!\d)|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,4})?)\s*(.*)$/i;
const POWERS = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };
const WORDS = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const TIMES = { ns: 1e-9, µs: 1e-6, us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86400 };
const LONGEST = 60;
const NO_NUMBER = "This is not a number. Type one such as 1,024 or 1.5e9.";

/** The number in the unit of the field. @param {string} typed @param {Input} input @returns {Reading} */
export function read(typed, input) {
  const text = typed.normalize("NFKC").replace(/[\u2212\u2013]/g, "-").replace(/\u03bc/g, "µ").replace(/\s+/g, " ").trim();
  if (!text) return { fault: "Type a number." };
  const [, sign = "", digits = "", suffix = ""] = (text.length <= LONGEST && text.match(NUMBER)) || [];
  if (!/\d/.test(digits)) return { fault: NO_NUMBER };
  if (suffix.startsWith(",")) return { fault: "Write 1.5 with a point; commas part thousands, as in 1,024." };
  const number = Number(sign + digits.replace(/[,_ ]/g, ""));
  if (Number.isNaN(number)) return { fault: NO_NUMBER };
  const factor = suffix ? inUnitOf(suffix.trim(), input.in) : 1;
  if (typeof factor === "string") return { fault: factor };
  return inRange(number * factor, input);
}

/** The text that a number is put into its field with. @param {number} value */
export const written = (value) => String(value);

/** @param {number} value @param {Input} input @returns {Reading} */
function inRange(value, { minimum, maximum, step, in: unit }) {
  const said = (/** @type {number} */ bound) => `${bound.toLocaleString("en-US", { maximumFractionDigits: 12 })}${unit && ` ${unit}`}`;
  if (maximum !== null && value > maximum) return { fault: `At most ${said(maximum)}.` };
  if (minimum !== null && value < minimum) return { fault: `At least ${said(minimum)}.` };
  if (!Number.isFinite(value)) return { fault: "This number is too large to compute with." };
  if (step !== null && Number.isInteger(step) && !Number.isInteger(value)) return { fault: "Type a whole number." };
  return { value };
}

/** How many of the field's unit one `suffix` is, or what is wrong. @param {string} suffix @param {string} unit */
function inUnitOf(suffix, unit) {
  if (suffix === unit) return 1;
  const known = unitsLike(unit);
  if (suffix in known) return known[suffix];
  const meant = Object.keys(known).filter((name) => name.toLowerCase() === suffix.toLowerCase());
  if (meant.length === 1) return `“${brief(suffix)}” is no unit here. Did you mean ${meant[0]}?`;
  const letter = Object.keys(known).filter((name) => new RegExp(`^${suffix.slice(0, 1).replace(/[^a-z]/i, "!")}i?B`, "i").test(name));
  if (letter.length && suffix.length === 1) return `“${suffix}” can mean two things. Write ${letter.join(" or ")}.`;
  const expected = unit ? `a number in ${unit}` : "a plain number";
  return `“${brief(suffix)}” is no unit here. Type ${expected}.`;
}

/**
 * The units that can stand in a field, with their size in its unit.
 * @param {string} unit @returns {Record<string, number>}
 */
function unitsLike(unit) {
  const [, head = "", tail = ""] = unit.match(/^([^/]*)(\/.*)?$/) ?? [];
  const [, prefix, stem] = head.match(/^([kMGTP]i?)?(B|FLOP)$/) ?? [];
  if (stem) return prefixed(stem, tail, /** @type {Record<string, number>} */ (POWERS)[prefix] ?? 1);
  const times = /** @type {Record<string, number>} */ (TIMES);
  if (head in times) return scaled(times, tail, times[head]);
  if (head === "%") return { "%": 1 };
  const words = /** @type {Record<string, number>} */ (WORDS);
  const [first, second = ""] = head.split(" ");
  const size = words[first] ?? 1;
  const noun = first in words ? second : first;
  if (!tail && ["", "tokens", "requests"].includes(noun)) {
    const bare = scaled(words, "", size);
    if (!noun) return { ...bare, ...(size === 1 && { "%": 0.01 }) };
    const nouns = [noun, noun.slice(0, -1)];
    const named = nouns.flatMap((name) => [[name, 1 / size], ...Object.entries(bare).map(([word, by]) => [`${word} ${name}`, by])]);
    return { ...bare, ...Object.fromEntries(named) };
  }
  return {};
}

/** @param {string} stem @param {string} tail @param {number} size @returns {Record<string, number>} */
function prefixed(stem, tail, size) {
  const named = Object.entries(POWERS).filter(([name]) => stem === "B" || !name.endsWith("i"));
  const binary = stem === "B" && tail !== "/s"; // bandwidth is always decimal
  const fitting = named.filter(([name]) => binary || !name.endsWith("i"));
  return Object.fromEntries([["", 1], ...fitting].map(([name, power]) => [`${name}${stem}${tail}`, Number(power) / size]));
}

/** @param {Record<string, number>} units @param {string} tail @param {number} size */
function scaled(units, tail, size) {
  return Object.fromEntries(Object.entries(units).map(([name, by]) => [`${name}${tail}`, by / size]));
}

/** @param {string} text */
const brief = (text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);
