// @ts-check
// The lock of a scene: nothing below it can be used before a prediction is recorded.
import { read } from "../calculator-inputs.mjs";
import { errorFactor, said } from "../mission/lock.mjs";
import { estimateText } from "../mission/scene-model.mjs";

export class Lock {
  /** @param {import("./mission-scene.mjs").Scene} scene @param {HTMLElement} root */
  constructor(scene, root) {
    this.scene = scene;
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  }

  start() {
    const { form, scene } = this;
    const { signal } = scene;
    form.addEventListener("submit", (event) => this.record(event), { signal });
    form.addEventListener("input", () => this.sayConfidence(), { signal });
    const again = scene.section.querySelector(".il-again");
    again?.querySelector("button")?.addEventListener("click", () => this.again(), { signal });
    this.restore();
  }

  /** Shows the latest prediction, or asks for one. */
  restore() {
    const { last, form, scene } = this;
    form.reset();
    if (last) {
      const option = form.querySelector(`input[name=mechanism][value="${last.option}"]`);
      if (option instanceof HTMLInputElement) option.checked = true;
      /** @type {HTMLInputElement} */ (form.elements.namedItem("estimate")).value = String(Number((last.estimate / scene.data.estimate.factor).toPrecision(6)));
      /** @type {HTMLInputElement} */ (form.elements.namedItem("confidence")).value = String(Math.round(last.confidence * 100));
    }
    this.sayConfidence();
    this.setOpen(!last);
  }

  /** The latest prediction. */
  get last() {
    const { mission, track, part } = this.scene;
    return mission.ledger.entry(track, part).predictions.at(-1) ?? null;
  }

  /** A typed estimate in base units, or what is wrong with it. @param {string} typed */
  estimate(typed) {
    const { in: unit, factor } = this.scene.data.estimate;
    /** @type {import("../calculator-inputs.mjs").Input} */
    const input = { name: "estimate", label: "", unit: null, in: unit, factor, kind: "quantity", default: 0, minimum: 0, maximum: null, step: null, choices: [] };
    const reading = read(typed, input);
    return "fault" in reading ? reading : { value: reading.value * factor };
  }

  /** What stays on the chart. */
  get ghost() {
    return this.last?.estimate ?? null;
  }

  /** @param {Event} event */
  async record(event) {
    event.preventDefault();
    const { form, scene } = this;
    const chosen = new FormData(form).get("mechanism");
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("estimate"));
    const message = document.getElementById(field.getAttribute("aria-describedby") ?? "");
    const reading = this.estimate(field.value);
    const fault = "fault" in reading ? reading.fault : "";
    if (message) {
      message.hidden = !fault;
      message.textContent = fault;
    }
    field.toggleAttribute("aria-invalid", Boolean(fault));
    if (chosen === null) {
      this.say("Choose one of the answers first.");
      /** @type {HTMLElement | null} */ (form.querySelector("input[name=mechanism]"))?.focus();
      return;
    }
    if ("fault" in reading) return field.focus();
    const confidence = Number(/** @type {HTMLInputElement} */ (form.elements.namedItem("confidence")).value) / 100;
    const { ledger } = scene.mission;
    const option = Number(chosen);
    const right = option === scene.data.right;
    await scene.load();
    const truth = scene.truth;
    if (typeof truth !== "number") return;
    const made = { option, right, estimate: reading.value, truth, confidence, when: new Date().toISOString() };
    const { predictions } = ledger.entry(scene.track, scene.part);
    ledger.write(scene.track, scene.part, { predictions: [...predictions, made] });
    this.setOpen(false);
    scene.shut(false);
    this.say("Recorded. The instruments below are open.");
    // The button that had the focus is disabled now; the keys go on where the scene begins.
    scene.section.tabIndex = -1;
    scene.section.focus({ preventScroll: true });
    scene.section.querySelector("input:not([disabled]), select, button")?.scrollIntoView({ block: "center" });
  }

  /** Shows how the latest prediction did. */
  reveal() {
    const { last, scene } = this;
    if (!last) return;
    const { predictions } = scene.mission.ledger.entry(scene.track, scene.part);
    const factor = errorFactor(last.estimate, last.truth);
    const guess = estimateText(scene.data, last.estimate);
    const sure = Math.round(last.confidence * 100);
    const times = predictions.length > 1 ? ` Attempt ${predictions.length}.` : "";
    const score = scene.section.querySelector(".il-score");
    if (score) score.textContent = `You said ${guess}: ${said(factor)}, ${sure} % sure.${times}`;
    for (const option of scene.section.querySelectorAll("[data-option]")) {
      option.toggleAttribute("data-chosen", Number(option.getAttribute("data-option")) === last.option);
    }
    const again = /** @type {HTMLElement | null} */ (scene.section.querySelector(".il-again"));
    if (again) again.hidden = false;
  }

  again() {
    this.setOpen(true);
    this.form.reset();
    this.sayConfidence();
    this.say("Predict again; what you said before stays in the ledger.");
    this.root.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | null} */ (this.form.querySelector("input[name=mechanism]"))?.focus({ preventScroll: true });
  }

  /** @param {boolean} open for a prediction */
  setOpen(open) {
    this.form.querySelector("fieldset")?.toggleAttribute("disabled", !open);
    this.root.toggleAttribute("data-recorded", !open);
  }

  sayConfidence() {
    const range = /** @type {HTMLInputElement} */ (this.form.elements.namedItem("confidence"));
    const output = this.form.querySelector("output[name=sure]");
    if (output) output.textContent = `${range.value} %`;
    range.setAttribute("aria-valuetext", `${range.value} % sure`);
  }

  /** @param {string} words */
  say(words) {
    const line = this.root.querySelector(".il-lock-said");
    if (line) line.textContent = words;
  }
}
