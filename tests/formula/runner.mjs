// Answers requests, one JSON text a line: a module of formulas and calls of them, or texts of quantities.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const frontend = pathToFileURL(`${process.argv[2]}/`).href;
const { shown } = await import(`${frontend}quantity.mjs`);
const numeric = await import(`${frontend}numeric.mjs`);
const asUrl = (text) => `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
const placed = (text) => text.replaceAll('"./numeric.mjs"', `"${frontend}numeric.mjs"`).replaceAll('"./quantity.mjs"', `"${frontend}quantity.mjs"`);

/** Numbers that JSON has no word for are written as text. */
const plain = (value) => (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)) ? String(value) : value);
const tried = (run) => {
  try {
    return { value: plain(run()) };
  } catch (error) {
    if (error instanceof numeric.DomainError) return { reason: error.message };
    return { error: String(error) };
  }
};

async function answer({ formulas, workings, calls = [], shows = [], helpers = [], dominants = [] }) {
  const url = formulas && asUrl(placed(formulas));
  const module = formulas && (await import(url));
  const steps = workings && (await import(asUrl(placed(workings).replace('"./formulas.mjs"', `"${url}"`)))).workings;
  return {
    calls: calls.map(([name, values]) => tried(() => module.formulas[name](values))),
    texts: calls.map(([name, values]) => steps && tried(() => steps[name](values))),
    shows: shows.map(([value, unit, options]) => shown(value, unit, options)),
    helpers: helpers.map(([name, ...numbers]) => plain(numeric[name](...numbers.map(Number)))),
    dominants: dominants.map(([name, values, quantities, step]) =>
      tried(() => numeric.dominant(module.formulas[name], values, quantities, step))),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let text;
  try {
    text = JSON.stringify(await answer(JSON.parse(line)));
  } catch (error) {
    text = JSON.stringify({ failed: String(error) });
  }
  process.stdout.write(`${text}\n`);
}
