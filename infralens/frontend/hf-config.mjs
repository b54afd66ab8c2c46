// @ts-check
// The config.json of a published checkpoint, as the values that formulas take. No DOM.
import { ARCHITECTURES, BY_TYPE } from "./hf-architectures.mjs";
import { Missing, NOTHING } from "./hf-values.mjs";

/**
 * @typedef {import("./hf-values.mjs").Fields} Fields
 * @typedef {import("./hf-values.mjs").Config} Config
 * @typedef {{ fields: Fields, name: string } | { reason: string }} Reading
 */

const LONGEST = 200_000;

/** Reads the text of a config.json. @param {string} text @returns {Reading} */
export function readConfig(text) {
  /** @type {Config} */
  let whole;
  try {
    whole = JSON.parse(text.slice(0, LONGEST));
  } catch {
    return { reason: "This is no JSON: paste the whole file, from the first brace to the last." };
  }
  if (!isObject(whole)) return { reason: "A config.json is an object in braces." };
  const config = textModel(whole);
  const name = architecture(config);
  if (!name) return { reason: "It names no architecture: the key “architectures” is missing." };
  const reader = Object.hasOwn(ARCHITECTURES, name) ? ARCHITECTURES[name] : null;
  if (typeof reader !== "function") return { reason: reader ?? `The architecture ${name} is not known here; type its values instead.` };
  try {
    const fields = { ...NOTHING, ...reader(config) };
    return { name: config === whole ? name : `${name}, the text model alone`, fields };
  } catch (error) {
    if (error instanceof Missing) return { reason: error.message };
    throw error;
  }
}

/**
 * A model that also sees or hears keeps its decoder's values in a part of their own. A reason that is known for the whole
 * comes first.
 * @param {Config} config @returns {Config}
 */
function textModel(config) {
  if (!isObject(config.text_config) || Object.hasOwn(ARCHITECTURES, architecture(config))) return config;
  const part = { tie_word_embeddings: config.tie_word_embeddings, ...config.text_config };
  return Object.hasOwn(ARCHITECTURES, architecture(part)) ? part : config;
}

/** @param {Config} config */
function architecture({ architectures, model_type }) {
  const named = Array.isArray(architectures) ? architectures[0] : architectures;
  const usual = typeof model_type === "string" && Object.hasOwn(BY_TYPE, model_type) ? BY_TYPE[model_type] : "";
  return String(named ?? usual).slice(0, 60);
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
