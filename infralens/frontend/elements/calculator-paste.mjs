// @ts-check
// Loaded when a reader opens the box that takes a config.json.
import { readConfig } from "../hf-config.mjs";

/** @typedef {import("../hf-config.mjs").Fields} Fields */

/** @param {import("./calculator.mjs").Calculator} calculator @param {HTMLElement} box */
export function buildPaste(calculator, box) {
  const part = document.createElement("div");
  part.innerHTML = `<label>The text of the file <textarea spellcheck="false" autocomplete="off"></textarea></label>
    <button type="button">Fill the inputs</button> <p role="status"></p>`;
  const [field] = part.querySelectorAll("textarea");
  const [said] = part.querySelectorAll("p");
  part.querySelector("button")?.addEventListener("click", async () => {
    said.textContent = await take(calculator, field.value);
  });
  box.append(part);
}

/**
 * Fills what the calculator has in common with the file, and says what happened.
 * @param {import("./calculator.mjs").Calculator} calculator @param {string} text
 */
async function take(calculator, text) {
  const reading = readConfig(text);
  if ("reason" in reading) return `Nothing was filled. ${reading.reason}`;
  const { data } = calculator;
  const { fields: wanted = {}, needs = [] } = data.presets.find(({ name }) => name === "models") ?? {};
  const unlike = mismatch(reading.fields, new Set(Object.keys(wanted)), needs);
  if (unlike) return `Nothing was filled. ${unlike}`;
  /** @type {Fields} */
  let fields;
  try {
    fields = { ...reading.fields, total: Object.values(wanted).includes("total") ? await counted(calculator, reading.fields) : 0 };
  } catch (error) {
    return `Nothing was filled. Its parameters cannot be counted: ${/** @type {Error} */ (error).message}.`;
  }
  // A model without layers with a window says nothing of one: what stands there stays.
  const given = Object.keys(wanted).filter((name) => wanted[name] in fields);
  const lacking = Object.keys(wanted).filter((name) => !given.includes(name) && wanted[name] !== "window");
  if (lacking.length) {
    const labels = data.inputs.filter(({ name }) => lacking.includes(name)).map(({ label }) => label);
    return `Nothing was filled. ${reading.name} has no value for: ${labels.join(", ")}.`;
  }
  calculator.form.querySelectorAll("select").forEach((one) => one.dataset.preset === "models" && (one.value = ""));
  calculator.fill(Object.fromEntries(given.map((name) => [name, typed(data.inputs, name, fields[wanted[name]])])));
  return `Filled ${given.length} inputs from ${reading.name}.`;
}

/** A value in the unit its input is typed in. @param {import("../calculator-inputs.mjs").Input[]} inputs @param {string} name @param {number | boolean} value */
function typed(inputs, name, value) {
  if (typeof value === "boolean") return value;
  const factor = inputs.find((one) => one.name === name)?.factor ?? 1;
  return Number((value / factor).toPrecision(15));
}

/** All parameters, by the formula for the model's shape. @param {import("./calculator.mjs").Calculator} calculator @param {Fields} fields */
async function counted(calculator, fields) {
  const { formulas } = await import(new URL("model.counts.mjs", calculator.module).href);
  const shape = fields.latent_rank ? "latent_expert" : "expert";
  const name = fields.experts ? `variants.${shape}_parameters` : "parameters.dense_parameters";
  return /** @type {number} */ (formulas[name]({ intermediate: 0, ...fields, active: false }));
}

/**
 * Why this calculator cannot describe the model.
 * @param {Fields} fields @param {Set<string>} inputs @param {string[]} needs fields that its models have
 */
function mismatch(fields, inputs, needs) {
  if (fields.latent_rank && inputs.has("kv_heads") && !inputs.has("latent_rank")) {
    return "This model has latent attention, which has no key-value heads; this calculator cannot describe it.";
  }
  if (!fields.latent_rank && inputs.has("latent_rank")) {
    return "This model has no latent attention; this calculator cannot describe it.";
  }
  if (fields.experts && (inputs.has("intermediate") || needs.includes("intermediate")) && !inputs.has("experts")) {
    return "This model is a mixture of experts, which this calculator cannot describe; use one that asks for experts.";
  }
  return "";
}
