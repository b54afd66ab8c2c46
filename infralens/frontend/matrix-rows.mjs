// @ts-check
// Which rows of a matrix are shown, and in which order. No DOM.

/** @typedef {{ cells: string[], facets: Record<string, string[]> }} Row */
/** @typedef {{ words: string, facets: Record<string, string> }} Choice an empty facet is no choice */
/** @typedef {{ column: number, down: boolean } | null} Order null is the order as written */

const WORDS = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Whether all words occur in the row, in whatever cell, and all chosen facets are its own. @param {Row} row @param {Choice} choice */
export function chosen(row, { words, facets }) {
  const text = plain(row.cells.join(" "));
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return wanted.every((word) => text.includes(word))
    && Object.entries(facets).every(([name, facet]) => !facet || (row.facets[name] ?? []).includes(facet));
}

/** The indexes of the rows in the order asked for; rows that are equal stay as written. @param {Row[]} rows @param {Order} order */
export function ordered(rows, order) {
  const indexes = rows.map((_, index) => index);
  if (!order) return indexes;
  const { column, down } = order;
  return indexes.sort((a, b) => WORDS.compare(rows[a].cells[column], rows[b].cells[column]) * (down ? -1 : 1) || a - b);
}

/** What a press on the heading of `column` leads to: up, down, then as written. @param {Order} order @param {number} column @returns {Order} */
export function pressed(order, column) {
  if (order?.column !== column) return { column, down: false };
  return order.down ? null : { column, down: true };
}

/** What there is to see now, in words. @param {number} shown @param {number} all @param {Order} order @param {string[]} titles */
export function account(shown, all, order, titles) {
  const rows = shown === all ? `${all} rows` : `${shown} of ${all} rows`;
  if (!shown) return `None of ${all} rows. Choose fewer words or facets.`;
  return order ? `${rows}, by ${titles[order.column]}, ${order.down ? "Z to A" : "A to Z"}` : rows;
}

/** Letters without their marks, in lower case: "naïve" is found by "naive". @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
