// @ts-check
// What a reader typed, read as a number and judged. No DOM.

/**
 * The verdict on what was typed or chosen, in words for the reader.
 * @param {string} given
 * @param {{ choice?: string, number?: string, tolerance?: string, unit?: string }} answer
 * @returns {{ state: "open" | "right" | "wrong", words: string }}
 */
export function verdict(given, { choice, number = "", tolerance = "0", unit = "" }) {
  if (choice !== undefined) {
    if (!given) return { state: "open", words: "Choose one of the answers." };
    if (given === choice) return { state: "right", words: "Right." };
    return { state: "wrong", words: "Not this one. Try again, or open the answer." };
  }
  const value = readNumber(given, unit);
  if (value === null) return { state: "open", words: "Type a number, such as 4.2 or 1.5e9." };
  const { right, hint } = judge(value, Number(number), tolerance);
  const named = unit && ` ${unit}`;
  // A computed answer may end in digits that only a binary fraction has.
  if (right) return { state: "right", words: `Right: ${Number(Number(number).toPrecision(12))}${named}.` };
  return { state: "wrong", words: `Not yet: ${value}${named}. ${hint}` };
}

/**
 * The number in `text`, or null when there is none. Groups of three may be separated, a decimal comma
 * is understood, and the unit may follow.
 * @param {string} text @param {string} [unit]
 */
export function readNumber(text, unit = "") {
  let rest = text.trim().replace(/[−–]/g, "-");
  if (unit && keyed(rest).endsWith(keyed(unit))) rest = rest.slice(0, -unit.length);
  rest = rest.replace(/[\s_'’]/g, "");
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replaceAll(",", "");
  else rest = rest.replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(rest)) return null;
  const value = Number(rest);
  return Number.isFinite(value) ? value : null;
}

/**
 * As a keyboard without Greek letters writes it: µs as us.
 * @param {string} text
 */
function keyed(text) {
  return text.toLowerCase().replace(/[µμ]/g, "u");
}

/**
 * How far from `expected` still counts: "1 %" is relative, a bare number is in the answer's unit.
 * @param {string} tolerance @param {number} expected
 */
export function allowance(tolerance, expected) {
  const amount = Number.parseFloat(tolerance);
  if (!Number.isFinite(amount)) return 0;
  return tolerance.trim().endsWith("%") ? (Math.abs(expected) * amount) / 100 : amount;
}

/**
 * Whether `given` is within the tolerance, and if not, a hint.
 * @param {number} given @param {number} expected @param {string} tolerance
 */
export function judge(given, expected, tolerance) {
  // One part in 1e12 more, so that the edge of the tolerance itself is inside.
  const right = Math.abs(given - expected) <= allowance(tolerance, expected) + Math.abs(expected) * 1e-12;
  if (right) return { right, hint: "" };
  for (const factor of [1000, 1024, 1e6, 1e9, 60, 100, 8]) {
    for (const scaled of [given * factor, given / factor]) {
      if (Math.abs(scaled - expected) <= Math.abs(expected) * 0.005) {
        return { right, hint: `Off by a factor of ${factor.toLocaleString("en")}: look at the units.` };
      }
    }
  }
  return { right, hint: given < expected ? "Too low." : "Too high." };
}
