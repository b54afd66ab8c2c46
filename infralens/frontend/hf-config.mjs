// @ts-check
// The config.json of a published checkpoint, as the values that formulas take. No DOM.

/**
 * Fields named as in the registry of models; what a model lacks is 0 or false.
 * @typedef {Record<string, number | boolean>} Fields
 * @typedef {Record<string, any>} Config
 * @typedef {{ fields: Fields, name: string } | { reason: string }} Reading
 */

const LONGEST = 200_000;

/** Reads the text of a config.json. @param {string} text @returns {Reading} */
export function readConfig(text) {
  /** @type {Config} */
  let config;
  try {
    config = JSON.parse(text.slice(0, LONGEST));
  } catch {
    return { reason: "This is no JSON: paste the whole file, from the first brace to the last." };
  }
  if (typeof config !== "object" || !config || Array.isArray(config)) return { reason: "A config.json is an object in braces." };
  const name = String(config.architectures?.[0] ?? BY_TYPE[config.model_type] ?? "").slice(0, 60);
  if (!name) return { reason: "It names no architecture: the key “architectures” is missing." };
  const reader = Object.hasOwn(ARCHITECTURES, name) ? ARCHITECTURES[name] : null;
  if (typeof reader !== "function") return { reason: reader ?? `The architecture ${name} is not known here; type its values instead.` };
  try {
    return { name, fields: { ...NOTHING, ...reader(config) } };
  } catch (error) {
    if (error instanceof Missing) return { reason: error.message };
    throw error;
  }
}

class Missing extends Error {}

/** @type {Fields} */
const NOTHING = {
  positions: 0, gated: true, tied: false, qkv_bias: false, output_bias: false, mlp_bias: false, qk_norm: 0,
  norms_per_layer: 2, norm_bias: false, dense_layers: 0, shared_intermediate: 0, router_bias: false,
  expert_bias: false, sinks: false, window_layers: 0, latent_layers: 0, query_rank: 0,
};

/** @param {Config} config @param {string} key @param {number} [otherwise] */
function whole(config, key, otherwise) {
  const value = config[key] ?? otherwise;
  if (Number.isSafeInteger(value) && value >= 0) return /** @type {number} */ (value);
  throw new Missing(value === undefined ? `The value “${key}” is missing.` : `The value “${key}” must be a whole number.`);
}

/**
 * What nearly all share. `tied` is what the library takes where the file says nothing.
 * @param {Config} config @param {{ tied?: boolean }} [options] @returns {Fields}
 */
function decoder(config, { tied = false } = {}) {
  const heads = whole(config, "num_attention_heads");
  const hidden = whole(config, "hidden_size");
  const layers = whole(config, "num_hidden_layers");
  return {
    layers,
    hidden,
    heads,
    kv_heads: whole(config, "num_key_value_heads", heads),
    head_dim: whole(config, "head_dim", Math.floor(hidden / heads)),
    intermediate: whole(config, "intermediate_size"),
    vocab: whole(config, "vocab_size"),
    tied: config.tie_word_embeddings ?? tied,
    full_layers: layers,
  };
}

/** @param {Config} config @returns {Fields} */
function llama(config) {
  const bias = Boolean(config.attention_bias);
  return { ...decoder(config), qkv_bias: bias, output_bias: bias, mlp_bias: Boolean(config.mlp_bias) };
}

/** @param {Config} config @returns {Fields} */
const mistral = (config) => ({ ...decoder(config), ...windows(config, Boolean(config.sliding_window)) });

/** @param {Config} config @returns {Fields} */
function qwen2(config) {
  const usual = config.use_sliding_window ? whole(config, "num_hidden_layers") - whole(config, "max_window_layers", 0) : 0;
  return { ...decoder(config), qkv_bias: true, ...parted(config, Math.max(0, usual)) };
}

/** @param {Config} config @returns {Fields} */
const qwen3 = (config) => ({ ...llama(config), qk_norm: 1 });

/** @param {Config} config @returns {Fields} */
const olmo2 = (config) => ({ ...llama(config), qk_norm: 2 });

/** @param {Config} config @returns {Fields} */
function gpt2(config) {
  const hidden = whole(config, "n_embd");
  const heads = whole(config, "n_head");
  const layers = whole(config, "n_layer");
  return {
    layers, hidden, heads, kv_heads: heads, head_dim: hidden / heads, full_layers: layers,
    intermediate: config.n_inner ?? 4 * hidden, vocab: whole(config, "vocab_size"), positions: whole(config, "n_positions"),
    tied: config.tie_word_embeddings ?? true,
    gated: false, qkv_bias: true, output_bias: true, mlp_bias: true, norm_bias: true,
  };
}

/** @param {Config} config @returns {Fields} */
function opt(config) {
  const hidden = whole(config, "hidden_size");
  const plain = config.enable_bias !== false && config.do_layer_norm_before !== false && config.layer_norm_elementwise_affine !== false;
  if (!plain || whole(config, "word_embed_proj_dim", hidden) !== hidden) {
    throw new Missing("This OPT has norms after its blocks or projected embeddings, as the one of 350M has: no formula here counts them.");
  }
  const fields = decoder({ ...config, intermediate_size: config.ffn_dim }, { tied: true });
  const positions = whole(config, "max_position_embeddings") + 2; // its table begins with two unused rows
  return { ...fields, positions, gated: false, qkv_bias: true, output_bias: true, mlp_bias: true, norm_bias: true };
}

/** @param {Config} config @returns {Fields} */
function gemma(config) {
  const bias = Boolean(config.attention_bias);
  return { ...decoder(config, { tied: true }), qkv_bias: bias, output_bias: bias };
}

/** Every second layer has a window. @param {Config} config @returns {Fields} */
function gemma2(config) {
  const layers = whole(config, "num_hidden_layers");
  return { ...gemma(config), norms_per_layer: 4, ...parted(config, Math.ceil(layers / 2)) };
}

/** Five layers with a window to one without. @param {Config} config @returns {Fields} */
function gemma3(config) {
  const every = whole(config, "sliding_window_pattern", config._sliding_window_pattern ?? 6);
  const layers = whole(config, "num_hidden_layers");
  return { ...gemma(config), norms_per_layer: 4, qk_norm: 1, ...parted(config, layers - Math.floor(layers / every)) };
}

/** @param {Config} config @returns {Fields} */
function mixtral(config) {
  const { intermediate, ...rest } = mistral(config);
  return { ...rest, ...experts(config, whole(config, "num_local_experts"), Number(intermediate)) };
}

/** @param {Config} config @returns {Fields} */
function qwen3Moe(config) {
  if (config.mlp_only_layers?.length || (config.decoder_sparse_step ?? 1) !== 1) {
    throw new Missing("Some layers of this model have no experts, in an order that no formula here knows.");
  }
  const { intermediate: _, ...rest } = qwen3(config);
  return { ...rest, ...experts(config, whole(config, "num_experts"), whole(config, "moe_intermediate_size")) };
}

/** @param {Config} config @returns {Fields} */
function gptOss(config) {
  const { intermediate, ...rest } = llama({ attention_bias: true, ...config });
  const layers = whole(config, "num_hidden_layers");
  const counts = experts(config, whole(config, "num_local_experts"), Number(intermediate));
  return { ...rest, ...counts, router_bias: true, expert_bias: true, sinks: true, ...parted(config, Math.ceil(layers / 2)) };
}

/** Latent attention; the layers after the first few have experts. @param {Config} config @returns {Fields} */
function deepseek(config) {
  const { kv_heads: _, head_dim: __, full_layers, ...rest } = decoder(config);
  const width = whole(config, "moe_intermediate_size");
  return {
    ...rest,
    full_layers: 0,
    latent_layers: full_layers,
    dense_layers: whole(config, "first_k_dense_replace", 0),
    ...experts(config, whole(config, "n_routed_experts"), width),
    shared_intermediate: width * whole(config, "n_shared_experts", 0),
    router_bias: config.topk_method === "noaux_tc",
    query_rank: whole(config, "q_lora_rank", 0),
    latent_rank: whole(config, "kv_lora_rank"),
    nope_dim: whole(config, "qk_nope_head_dim"),
    rope_dim: whole(config, "qk_rope_head_dim"),
    value_dim: whole(config, "v_head_dim"),
  };
}

/** @param {Config} config @param {number} count @param {number} width @returns {Fields} */
function experts(config, count, width) {
  return { experts: count, experts_per_token: whole(config, "num_experts_per_tok"), expert_intermediate: width };
}

/** @param {Config} config @param {boolean} everywhere @returns {Fields} */
function windows(config, everywhere) {
  return everywhere ? parted(config, whole(config, "num_hidden_layers")) : {};
}

/**
 * `usual` layers keep a window, unless the file says of each layer what it keeps.
 * @param {Config} config @param {number} usual @returns {Fields}
 */
function parted(config, usual) {
  const types = Array.isArray(config.layer_types) ? config.layer_types : null;
  const count = types ? types.filter((type) => type === "sliding_attention").length : usual;
  const full = { full_layers: whole(config, "num_hidden_layers") - count, window_layers: count };
  return count ? { ...full, window: whole(config, "sliding_window") } : full;
}

/** How each architecture is read, or why it is not. @type {Record<string, ((config: Config) => Fields) | string>} */
export const ARCHITECTURES = {
  LlamaForCausalLM: llama,
  MistralForCausalLM: mistral,
  Qwen2ForCausalLM: qwen2,
  Qwen3ForCausalLM: qwen3,
  Olmo2ForCausalLM: olmo2,
  GPT2LMHeadModel: gpt2,
  OPTForCausalLM: opt,
  Phi3ForCausalLM: mistral,
  GemmaForCausalLM: gemma,
  Gemma2ForCausalLM: gemma2,
  Gemma3ForCausalLM: gemma3,
  MixtralForCausalLM: mixtral,
  Qwen3MoeForCausalLM: qwen3Moe,
  GptOssForCausalLM: gptOss,
  DeepseekV2ForCausalLM: deepseek,
  DeepseekV3ForCausalLM: deepseek,
  Gemma3ForConditionalGeneration:
    "This file describes a vision tower, too. Paste its “text_config” with \"architectures\": [\"Gemma3ForCausalLM\"].",
  PhiForCausalLM: "Phi has one norm a layer and a head with a bias: no formula here counts it.",
  MambaForCausalLM: "Mamba has no attention: its state does not grow with the sequence, and no formula here describes it.",
  JambaForCausalLM: "Jamba mixes attention with state-space layers, which no formula here describes.",
  FalconForCausalLM: "Falcon shares one norm between parallel blocks in some sizes and not in others; type its values instead.",
  T5ForConditionalGeneration: "T5 has an encoder beside its decoder; the formulas here describe decoders alone.",
  BertForMaskedLM: "BERT is an encoder; the formulas here describe decoders.",
};

/** @type {Record<string, string>} */
const BY_TYPE = { gpt2: "GPT2LMHeadModel", llama: "LlamaForCausalLM", mistral: "MistralForCausalLM" };
