// @ts-check
// How large a figure is shown, and what a key asks for. No DOM.

/** Times the width of the window. */
export const LEVELS = [1, 1.5, 2.25, 3.5, 5];

/** @param {number} level @param {"in" | "out" | "fit"} wish @returns {number} */
export function zoomed(level, wish) {
  if (wish === "fit") return LEVELS[0];
  const at = LEVELS.indexOf(level);
  return LEVELS[Math.max(0, Math.min(LEVELS.length - 1, at + (wish === "in" ? 1 : -1)))];
}

/** What a key means to a figure, null for nothing. @param {string} key @returns {"in" | "out" | "fit" | null} */
export function wishOf(key) {
  if (key === "+" || key === "=") return "in";
  if (key === "-" || key === "_") return "out";
  return key === "0" ? "fit" : null;
}

/**
 * Where a pane has to be scrolled to, along one axis, so that the point under `at` stays there.
 * @param {number} scroll @param {number} at from the edge of the pane @param {number} factor by which the figure grows
 */
export function kept(scroll, at, factor) {
  return (scroll + at) * factor - at;
}
