// @ts-check
// A ledger as a file: Markdown for people, CSV for tables. No DOM.
import { csvText } from "../calculator-export.mjs";
import { calibrationSaid, guessText, plans, regretSaid, rows } from "./ledger-rows.mjs";

/**
 * @typedef {import("./scene-model.mjs").Mission} Mission
 * @typedef {import("./ledger.mjs").Ledger} Ledger
 */

/** @param {Mission} mission @param {Ledger} ledger */
export function markdown(mission, ledger) {
  const lines = [`# Ledger: ${mission.title}`, "", calibrationSaid(ledger.predictions), ""];
  const strategies = plans(mission, ledger).filter((plan) => plan.committed || plan.defence);
  for (const { id, title } of mission.tracks) {
    const here = rows(mission, ledger).filter((row) => row.track === id && row.kept);
    const plan = strategies.find(({ track }) => track === id);
    if (!here.length && !plan) continue;
    lines.push(`## ${title}`, "");
    for (const row of here) {
      lines.push(`### ${row.partTitle}`, "");
      row.guesses.forEach((one, at) => lines.push(`- Prediction ${at + 1}: ${guessText(one)}`));
      if (row.settings) lines.push(`- Settings: ${row.settings}`);
      if (row.results.length) lines.push(`- Results: ${row.results.join("; ")}`);
      if (row.target) lines.push(`- Target: ${row.target}`);
      if (row.evidence) lines.push(`- Evidence: ${row.evidence.words} (${row.evidence.hash})`);
      row.answers.forEach((one, at) => lines.push(`- Answer ${at + 1}: ${one}`));
      if (row.reflection) lines.push("", ...quoted(row.reflection));
      lines.push("");
    }
    if (plan) lines.push(...strategy(plan));
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

/** @param {import("./ledger-rows.mjs").Plan} plan */
function strategy(plan) {
  const lines = ["### Strategy", ""];
  if (plan.committed) {
    lines.push(`- Stance: ${plan.stance}`, `- Settings: ${plan.settings}`, `- Results: ${plan.results.join("; ")}`, `- Score: ${regretSaid(plan.regret)}`);
    if (plan.stale) lines.push(`- Stale: ${plan.stale}`);
    lines.push("");
  }
  return plan.defence ? [...lines, ...quoted(plan.defence), ""] : lines;
}

/** One row for each thing that is kept. @param {Mission} mission @param {Ledger} ledger */
export function csv(mission, ledger) {
  const table = [["track", "part", "kind", "value", "detail", "time"]];
  for (const row of rows(mission, ledger).filter(({ kept }) => kept)) {
    const add = (/** @type {string} */ kind, /** @type {string} */ value, detail = "", when = "") =>
      value && table.push([row.trackTitle, row.partTitle, kind, value, detail, when]);
    for (const one of row.guesses) add("prediction", one.estimate, `${one.truth} by the model, ${one.verdict}, ${one.mechanism}, ${one.confidence}, ${one.hit ? "hit" : "no hit"}`, one.when);
    add("settings", row.settings);
    add("results", row.results.join("; "));
    add("target", row.target);
    if (row.evidence) add("evidence", row.evidence.words, row.evidence.hash);
    for (const { given, right, when } of ledger.entry(row.track, row.part).answers) add("answer", given, right ? "right" : "wrong", when);
    add("reflection", row.reflection);
  }
  for (const plan of plans(mission, ledger).filter(({ committed }) => committed)) {
    table.push([plan.trackTitle, "strategy", plan.stance, plan.settings, `${plan.results.join("; ")}; ${regretSaid(plan.regret)}`, ""]);
    if (plan.defence) table.push([plan.trackTitle, "strategy", "defence", plan.defence, "", ""]);
  }
  return csvText(table);
}

/** @param {string} text */
const quoted = (text) => text.split(/\r?\n/).map((line) => `> ${line}`.trimEnd());
