// @ts-check
// Loaded when a reader opens the box that takes a config.json.
import { readConfig } from "../hf-config.mjs";

/** @param {import("./calculator.mjs").Calculator} calculator @param {HTMLElement} box */
export function buildPaste(calculator, box) {
  const part = document.createElement("div");
  part.innerHTML = `<label>The text of the file <textarea spellcheck="false" autocomplete="off"></textarea></label>
    <button type="button">Fill the inputs</button> <p role="status"></p>`;
  const [field] = part.querySelectorAll("textarea");
  const [said] = part.querySelectorAll("p");
  part.querySelector("button")?.addEventListener("click", () => (said.textContent = take(calculator, field.value)));
  box.append(part);
}

/**
 * Fills what the calculator has in common with the file, and says what happened.
 * @param {import("./calculator.mjs").Calculator} calculator @param {string} text
 */
function take(calculator, text) {
  const reading = readConfig(text);
  if ("reason" in reading) return `Nothing was filled. ${reading.reason}`;
  const { data } = calculator;
  const wanted = Object.keys(data.presets.find(({ name }) => name === "models")?.rows[0]?.values ?? {});
  const unlike = mismatch(reading.fields, new Set(data.inputs.map(({ name }) => name)));
  if (unlike) return `Nothing was filled. ${unlike}`;
  // A model without layers with a window says nothing of one: what stands there stays.
  const given = wanted.filter((name) => name in reading.fields);
  const lacking = wanted.filter((name) => !given.includes(name) && name !== "window");
  if (lacking.length) {
    const labels = data.inputs.filter(({ name }) => lacking.includes(name)).map(({ label }) => label);
    return `Nothing was filled. ${reading.name} has no value for: ${labels.join(", ")}.`;
  }
  calculator.form.querySelectorAll("select").forEach((one) => one.dataset.preset === "models" && (one.value = ""));
  calculator.fill(Object.fromEntries(given.map((name) => [name, reading.fields[name]])));
  return `Filled ${given.length} inputs from ${reading.name}.`;
}

/**
 * Why this calculator cannot describe the model.
 * @param {import("../hf-config.mjs").Fields} fields @param {Set<string>} inputs
 */
function mismatch(fields, inputs) {
  if (fields.latent_rank && inputs.has("kv_heads") && !inputs.has("latent_rank")) {
    return "This model has latent attention, which has no key-value heads; this calculator cannot describe it.";
  }
  if (fields.experts && inputs.has("intermediate") && !inputs.has("experts")) {
    return "This model is a mixture of experts; use the calculator that counts experts.";
  }
  return "";
}
