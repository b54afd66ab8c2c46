// @ts-check
// What a scene gives its simulation: inputs, results and numbers, all in base units. No DOM.

/**
 * @param {import("../elements/mission-scene.mjs").Data} scene
 * @param {import("../calculator-results.mjs").Inputs} inputs @param {import("../calculator-results.mjs").Results} results
 * @returns {Record<string, number>}
 */
export function parameters({ instrument, inputs: fields }, inputs, results) {
  const bound = /** @type {Record<string, import("../calculator-results.mjs").Argument>} */ (instrument.simulation.with);
  const values = Object.entries(bound).map(([name, from]) => {
    if ("input" in from) return [name, Number(inputs[from.input]) * (fields.find((one) => one.name === from.input)?.factor ?? 1)];
    return [name, "output" in from ? Number(results[from.output]) : Number(from.value)];
  });
  return Object.fromEntries(values);
}
