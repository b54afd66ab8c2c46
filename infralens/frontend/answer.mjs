// @ts-check
// What a reader typed, read as a number and judged. No DOM.

/**
 * The number in `text`, or null when there is none. Groups of three may be separated, a decimal comma
 * is understood, and the unit may follow.
 * @param {string} text @param {string} [unit]
 */
export function readNumber(text, unit = "") {
  let rest = text.trim().replace(/[−–]/g, "-");
  if (unit && rest.toLowerCase().endsWith(unit.toLowerCase())) rest = rest.slice(0, -unit.length);
  rest = rest.replace(/[\s_'’]/g, "");
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replaceAll(",", "");
  else rest = rest.replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(rest)) return null;
  const value = Number(rest);
  return Number.isFinite(value) ? value : null;
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
 * The verdict in words a reader can use.
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
