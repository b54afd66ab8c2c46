// @ts-check
// The formulas of a scene with the numbers of the moment, once a reader opens them.
import { values } from "../calculator-results.mjs";

export class MathPeek {
  /** @type {Record<string, (given: any, options: { binary: boolean }) => import("./calculator.mjs").Step[]> | undefined} */
  workings;

  /** @param {import("./mission-scene.mjs").Scene} scene */
  constructor(scene) {
    this.scene = scene;
    this.root = /** @type {HTMLDetailsElement | null} */ (scene.section.querySelector("details.il-math-peek"));
    this.root?.addEventListener("toggle", () => this.show(), { signal: scene.signal });
  }

  async show() {
    const { root, scene } = this;
    const { state, data } = scene;
    if (!root?.open || !state) return;
    this.workings ??= (await import(new URL(data.working, scene.mission.base).href)).workings;
    if (!this.workings || scene.signal.aborted) return;
    for (const output of data.outputs) {
      const body = root.querySelector(`div[data-key="${output.key}"] tbody`);
      const given = body && values(data, output, state.inputs, state.results);
      if (!body || typeof given === "string" || typeof state.results[output.key] === "string") continue;
      const steps = this.workings[output.formula](given, { binary: false });
      body.replaceChildren(...steps.map(({ name, expression, substituted, result }) => {
        const row = document.createElement("tr");
        const head = Object.assign(document.createElement("th"), { scope: "row", textContent: name });
        row.append(head);
        for (const text of [expression, substituted, result]) row.insertCell().textContent = text;
        return row;
      }));
    }
  }
}
