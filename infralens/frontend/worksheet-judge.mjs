// @ts-check
// A design against the solver's table, and a filled-in sheet as text. No DOM.
import { readNumber } from "./answer.mjs";

/**
 * @typedef {{ name: string, label: string, unit: string }} Column
 * @typedef {{
 *   columns: Column[], keys: string[], product: number | null, objective: string, within: number,
 *   rows: string[][],
 * }} Table each row holds the cells of the columns, and why the design cannot be used, or ""
 * @typedef {{ id: string, label: string, right: string }} Field
 * @typedef {{ title: string, fields: Field[] }} Part
 * @typedef {Record<string, string>} Entries
 * @typedef {{ state: "open" | "invalid" | "refused" | "usable" | "good", words: string }} Verdict
 */

const FORM = 1; // of what is kept; another form is not read

/** What the table says of the design in `entries`. @param {Entries} entries @param {Table} table @returns {Verdict} */
export function judged(entries, table) {
  const labels = table.keys.map((key) => column(table, key).label);
  const given = table.keys.map((key) => readNumber(entries[key] ?? ""));
  const lacking = labels.filter((_, index) => !entries[table.keys[index]]?.trim());
  if (lacking.length) return { state: "open", words: `Fill in ${list(lacking)} first.` };
  const odd = labels.filter((_, index) => !Number.isInteger(given[index]) || Number(given[index]) < 1);
  if (odd.length) return { state: "open", words: `${list(odd)} must be whole numbers of at least 1.` };
  const product = given.reduce((so_far, value) => Number(so_far) * Number(value), 1);
  const design = given.map((value, index) => `${labels[index]} ${value}`).join(" × ");
  if (table.product !== null && product !== table.product) {
    return { state: "invalid", words: `${design} makes ${product}, and must make ${table.product}.` };
  }
  const row = table.rows.find((cells) => table.keys.every((key, index) => Number(cell(table, cells, key)) === given[index]));
  if (!row) return { state: "invalid", words: `The solver did not try ${design}.` };
  const measures = table.columns.filter(({ name }) => !table.keys.includes(name));
  const numbers = measures.map((one) => `${one.label} ${shown(one, cell(table, row, one.name))}`).join(", ");
  const why = row[table.columns.length];
  if (why) return { state: "refused", words: `${design} cannot be used: ${why}. ${numbers}.` };
  return compared(design, numbers, row, table);
}

/** @param {string} design @param {string} numbers @param {string[]} row @param {Table} table @returns {Verdict} */
function compared(design, numbers, row, table) {
  const value = (/** @type {string[]} */ cells) => Number(cell(table, cells, table.objective));
  const usable = table.rows.filter((cells) => !cells[table.columns.length]);
  const best = usable.reduce((first, next) => (value(next) < value(first) ? next : first));
  const over = 100 * (value(row) / value(best) - 1);
  const head = `${design} can be used. ${numbers}.`;
  if (over <= 0) return { state: "good", words: `${head} No other is better.` };
  const named = table.keys.map((key) => `${column(table, key).label} ${cell(table, best, key)}`).join(" × ");
  const objective = column(table, table.objective);
  const least = `${named} with ${shown(objective, cell(table, best, table.objective))}`;
  const good = over <= table.within;
  const verdict = `${over.toFixed(1)} % over the best, ${least}: ${good ? "within" : "outside"} ${table.within} %.`;
  return { state: good ? "good" : "usable", words: `${head} ${verdict}` };
}

/** What is said of each choice that the worked answer makes: nothing while it is open. @param {Field} field @param {Entries} entries */
export function choiceSaid(field, entries) {
  if (!field.right || !entries[field.id]) return "";
  return entries[field.id] === field.right ? "As in the worked answer." : `The worked answer takes: ${field.right}.`;
}

/** The sheet as Markdown. @param {string} title @param {Part[]} parts @param {Entries} entries @param {string} verdict */
export function markdown(title, parts, entries, verdict) {
  const lines = [`# ${title}`, ""];
  for (const part of parts) {
    lines.push(`## ${part.title}`, "");
    for (const { id, label } of part.fields) {
      lines.push(`- **${label}:** ${onOneLine(entries[id])}`);
      const reason = onOneLine(entries[`${id}-reason`]);
      if (reason) lines.push(`    - Because: ${reason}`);
    }
    lines.push("");
  }
  if (verdict) lines.push("## Verdict of the solver's table", "", verdict, "");
  return lines.join("\n");
}

/** What is kept of a sheet, as text. @param {Entries} entries @param {boolean} submitted */
export function written(entries, submitted) {
  return JSON.stringify({ form: FORM, submitted, entries });
}

/** What was kept, or an empty sheet where that cannot be read. @param {string | null} text */
export function readBack(text) {
  /** @type {{ entries: Entries, submitted: boolean }} */
  const empty = { entries: {}, submitted: false };
  try {
    const kept = JSON.parse(text ?? "");
    if (kept.form !== FORM) return empty;
    const entries = Object.entries(kept.entries).filter(([, value]) => typeof value === "string");
    return { entries: Object.fromEntries(entries), submitted: kept.submitted === true };
  } catch {
    return empty;
  }
}

/** @param {Table} table @param {string} name */
function column(table, name) {
  return /** @type {Column} */ (table.columns.find((one) => one.name === name));
}

/** @param {Table} table @param {string[]} cells @param {string} name */
function cell(table, cells, name) {
  return cells[table.columns.indexOf(column(table, name))];
}

/** @param {Column} column @param {string} text */
function shown({ unit }, text) {
  return unit ? `${text}\u00a0${unit}` : text;
}

/** @param {string[]} words */
function list(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** @param {string | undefined} text */
function onOneLine(text) {
  return (text ?? "").trim().replace(/\s+/g, " ");
}
