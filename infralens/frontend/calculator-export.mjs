// @ts-check
// Settings and results as a table that spreadsheets read. No DOM.
import { shown } from "./quantity.mjs";

/**
 * One row for each input and result: kind, name, value, unit, and the value as the page shows it.
 * @param {import("./calculator-results.mjs").Calculator} calculator
 * @param {import("./calculator-results.mjs").Inputs} inputs @param {import("./calculator-results.mjs").Results} results
 * @param {string[]} keys of the results on show @param {{ binary: boolean }} options
 */
export function csv(calculator, inputs, results, keys, { binary }) {
  const rows = [["kind", "name", "value", "unit", "shown"]];
  for (const input of calculator.inputs) {
    rows.push(["input", input.label, String(inputs[input.name]), input.in, ""]);
  }
  for (const { key, label, unit, digits } of [...calculator.outputs, ...calculator.inverse]) {
    if (!keys.includes(key)) continue;
    const value = results[key];
    const text = typeof value === "string" ? value : shown(value, unit, { digits, binary });
    rows.push(["result", label, typeof value === "string" ? "" : String(value), unit, text]);
  }
  return csvText(rows);
}

/** A table as text. @param {string[][]} rows */
export const csvText = (rows) => rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

/** Quoted where it must be; a spreadsheet never takes it for a formula of its own. @param {string} text */
function cell(text) {
  const plain = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
