// @ts-check
// The state of a part in the fragment of the address: a link that shows the same again. No DOM.

/** @typedef {{ part: string, track: string, seed: number, settings: Record<string, string> }} Place */

const LONGEST = 40;
const OWN = ["part", "track", "seed"];

/** @param {Place} place @returns {string} without the mark */
export function fragment({ part, track, seed, settings }) {
  return new URLSearchParams({ part, track, seed: String(seed), ...settings }).toString();
}

/** What a fragment says, or null where it is none of ours. @param {string} text @returns {Place | null} */
export function place(text) {
  const params = new URLSearchParams(text.replace(/^#/, ""));
  const [part, track] = [params.get("part"), params.get("track")];
  if (!part || !track) return null;
  const seed = Number(params.get("seed"));
  const rest = [...params].filter(([name]) => !OWN.includes(name)).map(([name, value]) => [name, value.slice(0, LONGEST)]);
  return { part, track, seed: Number.isInteger(seed) && seed > 0 && seed < 2 ** 31 ? seed : 1, settings: Object.fromEntries(rest) };
}
