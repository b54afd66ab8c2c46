// @ts-check
// How far a reader has come in a mission, in words. No DOM.

/**
 * @param {import("./ledger.mjs").State} state @param {Record<string, string>} tracks titles by name @param {string[]} parts
 * @returns {string} nothing where nothing was done
 */
export function progressSaid({ entries, strategies }, tracks, parts) {
  const played = Object.entries(tracks).flatMap(([track, title]) => {
    const here = parts.flatMap((part) => entries[`${track}/${part}`] ?? []);
    const predicted = here.filter(({ predictions }) => predictions.length).length;
    const reflected = here.filter(({ reflection }) => reflection).length;
    const committed = Boolean(strategies[track]?.commitments.length);
    if (!predicted && !reflected && !committed) return [];
    const more = [...(reflected ? [counted(reflected, "reflection")] : []), ...(committed ? ["a strategy"] : [])];
    return [`${title}: ${predicted} of ${counted(parts.length, "part")} predicted${more.map((text) => `, ${text}`).join("")}`];
  });
  return played.join("; ");
}

/** @param {number} count @param {string} word */
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
