// @ts-check
// Values of a config.json, each judged before it is used.

/**
 * Fields named as in the registry of models; what a model lacks is 0 or false.
 * @typedef {Record<string, number | boolean>} Fields
 * @typedef {Record<string, any>} Config
 */

/** Why a file cannot be read, in words for the reader. */
export class Missing extends Error {}

/** @type {Fields} */
export const NOTHING = {
  positions: 0, gated: true, tied: false, qkv_bias: false, output_bias: false, mlp_bias: false, qk_norm: 0,
  norms_per_layer: 2, norm_bias: false, dense_layers: 0, shared_intermediate: 0, router_bias: false,
  expert_bias: false, sinks: false, window_layers: 0, latent_layers: 0, query_rank: 0,
};

/** @param {Config} config @param {string} key @param {number} [otherwise] */
export function whole(config, key, otherwise) {
  const value = config[key] ?? otherwise;
  if (Number.isSafeInteger(value) && value >= 0) return /** @type {number} */ (value);
  throw new Missing(value === undefined ? `The value “${key}” is missing.` : `The value “${key}” must be a whole number.`);
}

/** @param {Config} config @param {string} key @param {boolean} otherwise @returns {boolean} */
export function flag(config, key, otherwise) {
  const value = config[key] ?? otherwise;
  if (typeof value === "boolean") return value;
  throw new Missing(`The value “${key}” must be true or false.`);
}

/** The width of a head where the file does not say it. @param {number} hidden @param {number} heads */
export function shared(hidden, heads) {
  if (Number.isSafeInteger(hidden / heads)) return hidden / heads;
  throw new Missing("The width is no multiple of the number of heads, and the file does not say how wide a head is.");
}

/**
 * What nearly all share. `tied` is what the library takes where the file says nothing.
 * @param {Config} config @param {{ tied?: boolean }} [options] @returns {Fields}
 */
export function decoder(config, { tied = false } = {}) {
  const heads = whole(config, "num_attention_heads");
  const hidden = whole(config, "hidden_size");
  const layers = whole(config, "num_hidden_layers");
  return {
    layers,
    hidden,
    heads,
    kv_heads: whole(config, "num_key_value_heads", heads),
    head_dim: config.head_dim === undefined || config.head_dim === null ? shared(hidden, heads) : whole(config, "head_dim"),
    intermediate: whole(config, "intermediate_size"),
    vocab: whole(config, "vocab_size"),
    tied: flag(config, "tie_word_embeddings", tied),
    full_layers: layers,
  };
}

/** @param {Config} config @param {number} count @param {number} width @returns {Fields} */
export function experts(config, count, width) {
  return { experts: count, experts_per_token: whole(config, "num_experts_per_tok"), expert_intermediate: width };
}

/**
 * `usual` layers keep a window, unless the file says of each layer what it keeps.
 * @param {Config} config @param {number} usual @returns {Fields}
 */
export function parted(config, usual) {
  const layers = whole(config, "num_hidden_layers");
  const types = Array.isArray(config.layer_types) ? config.layer_types : null;
  const other = types?.find((type) => type !== "sliding_attention" && type !== "full_attention");
  if (other !== undefined) throw new Missing(`Some layers are of the type “${String(other).slice(0, 40)}”, which no formula here describes.`);
  if (types && types.length !== layers) throw new Missing("“layer_types” does not name as many layers as there are.");
  const count = types ? types.filter((type) => type === "sliding_attention").length : usual;
  const full = { full_layers: layers - count, window_layers: count };
  return count ? { ...full, window: whole(config, "sliding_window") } : full;
}
