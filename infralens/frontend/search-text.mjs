// @ts-check
// Text of the search index made readable, and its excerpts. No DOM.

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The text of an HTML fragment, on one line. @param {string} html */
export function plainText(html) {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(#x?)?([\da-z]+);/gi, (whole, number, name) => {
      if (!number) return Reflect.get(ENTITIES, name.toLowerCase()) ?? whole;
      const code = Number.parseInt(name, number.length > 1 ? 16 : 10);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
    })
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * `text` cut into runs, those that begin a word with one of `terms` marked.
 * @param {string} text @param {string[]} terms @returns {{ text: string, mark: boolean }[]}
 */
export function marked(text, terms) {
  const words = terms.filter(Boolean).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return [{ text, mark: false }];
  words.sort((a, b) => b.length - a.length);
  const parts = text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})`, "giu"));
  return parts.map((part, index) => ({ text: part, mark: index % 2 === 1 })).filter((run) => run.text);
}

/**
 * About `length` characters of `text` around the first of `terms`, cut between words.
 * @param {string} text @param {string[]} terms
 */
export function around(text, terms, length = 160) {
  const first = marked(text, terms);
  const at = first[0]?.mark || first.length < 2 ? 0 : first[0].text.length;
  const start = at < length / 2 ? 0 : text.indexOf(" ", at - length / 2) + 1;
  if (text.length - start <= length) return (start ? "… " : "") + text.slice(start);
  const end = text.lastIndexOf(" ", start + length);
  return (start ? "… " : "") + text.slice(start, end > start ? end : start + length) + " …";
}
