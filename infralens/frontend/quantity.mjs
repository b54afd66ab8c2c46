// @ts-check
// Numbers with their unit letters, as a person reads them. The twin of quantity.py. No DOM.

/**
 * A unit to show values in: from over/under base units on, with what stands around the number.
 * @typedef {{ over: bigint, under: bigint, after: string, before: string, one: string }} Scale
 * @typedef {{ over: bigint, under: bigint }} Ratio
 */

const DIGITS = 4;
const NOTHING = "—";
const SNAP = 12; // digits on which both languages agree, whatever the last bit is
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @returns {Scale} */
const scale = (over = 1, after = "", { under = 1, before = "", one = "" } = {}) => ({
  over: BigInt(over),
  under: BigInt(under),
  after,
  before,
  one,
});
/** @param {string} prefixes @param {number} base @param {string} after */
const prefixed = (prefixes, base, after) =>
  prefixes.split(",").map((name, power) => ({ ...scale(1, ` ${name}${after}`), over: BigInt(base) ** BigInt(power) }));
/** @param {string} word */
const worded = (word) => [
  scale(1, ` ${word}`, { one: ` ${word.slice(0, -1)}` }),
  scale(1e6, ` M ${word}`),
  scale(1e9, ` B ${word}`),
  scale(1e12, ` T ${word}`),
];
const time = (after = "") => [
  scale(1, ` ns${after}`, { under: 1e9 }),
  scale(1, ` µs${after}`, { under: 1e6 }),
  scale(1, ` ms${after}`, { under: 1e3 }),
  scale(1, ` s${after}`),
];
const small = (/** @type {string} */ after) => [
  scale(1, ` n${after}`, { under: 1e9 }),
  scale(1, ` µ${after}`, { under: 1e6 }),
  scale(1, ` m${after}`, { under: 1e3 }),
  scale(1, ` ${after}`),
  scale(1e3, ` k${after}`),
  scale(1e6, ` M${after}`),
];
const SI = ",k,M,G,T,P,E,Z,Y";
const DECIMAL_BYTES = ",k,M,G,T,P,E";
const BINARY_BYTES = ",Ki,Mi,Gi,Ti,Pi,Ei";

/** @type {Record<string, Scale[]>} */
export const SCALES = {
  Count: [scale()],
  Number: [scale()],
  Fraction: [scale(1, " %", { under: 100 })],
  Parameters: worded("parameters"),
  Bits: [scale(1, " bit")],
  Bytes: prefixed(DECIMAL_BYTES, 1000, "B"),
  Flops: prefixed(SI, 1000, "FLOP"),
  Tokens: worded("tokens"),
  Requests: worded("requests"),
  Seconds: [...time(), scale(60, " min"), scale(3600, " h"), scale(86400, " days", { one: " day" })],
  Joules: small("J"),
  Watts: small("W"),
  Usd: [scale(1, "", { before: "$" })],
  BytesPerSecond: prefixed(DECIMAL_BYTES, 1000, "B/s"),
  FlopsPerSecond: prefixed(SI, 1000, "FLOP/s"),
  TokensPerSecond: [scale(1, " tokens/s"), scale(1e6, " M tokens/s")],
  RequestsPerSecond: [scale(1, " requests/s")],
  PerSecond: [scale(1, " /s")],
  BytesPerToken: prefixed(DECIMAL_BYTES, 1000, "B/token"),
  FlopsPerToken: prefixed(SI, 1000, "FLOP/token"),
  SecondsPerToken: time("/token"),
  TokensPerRequest: [scale(1, " tokens/request")],
  SecondsPerRequest: time("/request"),
  FlopsPerByte: [scale(1, " FLOP/B")],
  UsdPerSecond: [scale(1, "/h", { under: 3600, before: "$" })],
  UsdPerToken: [scale(1, " per million tokens", { under: 1e6, before: "$" })],
};
/** @type {Record<string, Scale[]>} */
export const BINARY_SCALES = {
  Bytes: prefixed(BINARY_BYTES, 1024, "B"),
  BytesPerToken: prefixed(BINARY_BYTES, 1024, "B/token"),
};

/**
 * The value with its unit letters, rounded half up to so many significant digits.
 * @param {number} value @param {string} unit an annotation; anything else is printed as it is
 * @param {{ digits?: number, binary?: boolean }} [options]
 */
export function shown(value, unit, { digits = DIGITS, binary = false } = {}) {
  if (!Number.isFinite(value)) return NOTHING;
  const scales = (binary && BINARY_SCALES[unit]) || SCALES[unit] || [scale(1, ` ${unit}`)];
  if (value === 0) {
    const plain = scales.find(({ over, under }) => over === 1n && under === 1n) ?? scales[0];
    return `${plain.before}0${plain.after}`;
  }
  const size = snapped(exactly(Math.abs(value)));
  let index = scales.length - 1;
  while (index > 0 && !reaches(size, scales[index])) index -= 1;
  let { text, said } = number(divided(size, scales[index]), digits);
  const next = scales[index + 1];
  if (next && reaches(times(said, scales[index]), next)) {
    // Rounded up into the next unit: 1,023.9 bytes are 1 KiB at four digits.
    ({ text } = number(divided(times(said, scales[index]), next), digits));
    index += 1;
  }
  const { before, after, one } = scales[index];
  if (before === "$" && /\.\d$/.test(text)) text += "0";
  return `${value < 0 ? "−" : ""}${before}${text}${(text === "1" && one) || after}`;
}

/**
 * The unit in which values up to this one are read together: its size in base units, and its letters.
 * @param {number} largest @param {string} unit @param {boolean} binary
 */
export function unitFor(largest, unit, binary) {
  const scales = (binary && BINARY_SCALES[unit]) || SCALES[unit] || [scale(1, ` ${unit}`)];
  const fits = scales.filter(({ over, under }) => Number(over) / Number(under) <= largest);
  const { over, under, before, after } = fits[fits.length - 1] ?? scales[0];
  return { size: Number(over) / Number(under), letters: `${before}${after}`.trim() };
}

/** @param {number} power */
const ten = (power) => 10n ** BigInt(power);
/** @param {Ratio} a @param {Ratio} b */
const reaches = (a, b) => a.over * b.under >= b.over * a.under;
/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
const times = (a, b) => ({ over: a.over * b.over, under: a.under * b.under });
/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
const divided = (a, b) => ({ over: a.over * b.under, under: a.under * b.over });
/** @param {Ratio} ratio @param {number} power @returns {Ratio} */
const shifted = ({ over, under }, power) =>
  power < 0 ? { over, under: under * ten(-power) } : { over: over * ten(power), under };
/** @param {Ratio} ratio */
const halfUp = ({ over, under }) => (2n * over + under) / (2n * under);

/** The digits that give a number back, as a ratio. @param {number} value @returns {Ratio} */
function exactly(value) {
  const [mantissa, exponent] = value.toExponential().split("e");
  const [before, after = ""] = mantissa.split(".");
  return shifted({ over: BigInt(before + after), under: 1n }, Number(exponent) - after.length);
}

/** @param {Ratio} size @returns {Ratio} */
function snapped(size) {
  const exponent = exponentOf(size);
  // A count keeps its last digit, however long it is.
  const shift = exponent < 15 ? Math.max(0, SNAP - 1 - exponent) : SNAP - 1 - exponent;
  return shifted({ over: halfUp(shifted(size, shift)), under: 1n }, -shift);
}

/** The text of a positive number, and the number that the text says. @param {Ratio} size @param {number} digits */
function number(size, digits) {
  let exponent = exponentOf(size);
  if (exponent >= -6 && exponent < 15) return plain(size, Math.max(0, digits - 1 - exponent));
  let { text, said } = plain(shifted(size, -exponent), digits - 1);
  if (text === "10") {
    text = "1";
    said = { over: 1n, under: 1n };
    exponent += 1;
  }
  const power = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return { text: `${text} × 10${exponent < 0 ? "⁻" : ""}${power}`, said: shifted(said, exponent) };
}

/** @param {Ratio} size @param {number} decimals */
function plain(size, decimals) {
  const whole = halfUp(shifted(size, decimals));
  const digits = String(whole).padStart(decimals + 1, "0");
  const before = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const after = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const text = after && decimals ? `${before}.${after}` : before;
  return { text, said: { over: whole, under: ten(decimals) } };
}

/** The power of ten of the first digit. @param {Ratio} size */
function exponentOf(size) {
  const exponent = String(size.over).length - String(size.under).length;
  return reaches(size, shifted({ over: 1n, under: 1n }, exponent)) ? exponent : exponent - 1;
}
