// @ts-check
// How the configuration of each architecture is read, or why it is not.
import { Missing, decoder, experts, flag, parted, shared, whole } from "./hf-values.mjs";

/**
 * @typedef {import("./hf-values.mjs").Fields} Fields
 * @typedef {import("./hf-values.mjs").Config} Config
 */

/** Biases in all matrices and in the norms, and no gate, as in GPT-2. */
const CLASSIC = { gated: false, qkv_bias: true, output_bias: true, mlp_bias: true, norm_bias: true };

/** @param {Config} config @param {{ tied?: boolean }} [options] @returns {Fields} */
function llama(config, options) {
  const bias = flag(config, "attention_bias", false);
  return { ...decoder(config, options), qkv_bias: bias, output_bias: bias, mlp_bias: flag(config, "mlp_bias", false) };
}

/** @param {Config} config @returns {Fields} */
const tiedLlama = (config) => llama(config, { tied: true });

/** Named “bias” in one file. @param {Config} config @returns {Fields} */
const internlm2 = (config) => llama({ ...config, attention_bias: flag(config, "bias", false) });

/** @param {Config} config @returns {Fields} */
function mistral(config) {
  return { ...decoder(config), ...(config.sliding_window ? parted(config, whole(config, "num_hidden_layers")) : {}) };
}

/** @param {Config} config @returns {Fields} */
function qwen2(config) {
  const usual = config.use_sliding_window ? whole(config, "num_hidden_layers") - whole(config, "max_window_layers", 0) : 0;
  return { ...decoder(config), qkv_bias: true, ...parted(config, Math.max(0, usual)) };
}

/** @param {Config} config @returns {Fields} */
const qwen3 = (config) => ({ ...llama(config), qk_norm: 1 });

/** @param {Config} config @returns {Fields} */
const olmo2 = (config) => ({ ...llama(config), qk_norm: 2 });

/** Every fourth layer is without a window. @param {Config} config @returns {Fields} */
function olmo3(config) {
  const layers = whole(config, "num_hidden_layers");
  return { ...olmo2(config), ...parted(config, layers - Math.floor(layers / 4)) };
}

/** Biases on query, key and value, none on the output. @param {Config} config @returns {Fields} */
function glm(config) {
  return { ...llama(config), qkv_bias: flag(config, "attention_bias", false), output_bias: false };
}

/** @param {Config} config @returns {Fields} */
const glm4 = (config) => ({ ...glm(config), norms_per_layer: 4 });

/** @param {Config} config @returns {Fields} */
const seedOss = (config) => ({ ...glm(config), output_bias: flag(config, "attention_out_bias", false) });

/** @param {Config} config @returns {Fields} */
function gpt2(config) {
  const hidden = whole(config, "n_embd");
  const heads = whole(config, "n_head");
  const layers = whole(config, "n_layer");
  return {
    layers, hidden, heads, kv_heads: heads, head_dim: shared(hidden, heads), full_layers: layers,
    intermediate: whole(config, "n_inner", 4 * hidden), vocab: whole(config, "vocab_size"), positions: whole(config, "n_positions"),
    tied: flag(config, "tie_word_embeddings", true), ...CLASSIC,
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
  return { ...fields, positions, ...CLASSIC };
}

/** @param {Config} config @returns {Fields} */
function gptNeox(config) {
  const bias = flag(config, "attention_bias", true);
  return { ...decoder(config), ...CLASSIC, qkv_bias: bias, output_bias: bias };
}

/** @param {Config} config @returns {Fields} */
function starcoder2(config) {
  const bias = flag(config, "use_bias", true);
  const window = config.sliding_window ? parted(config, whole(config, "num_hidden_layers")) : {};
  return { ...decoder(config, { tied: true }), ...CLASSIC, qkv_bias: bias, output_bias: bias, mlp_bias: bias, ...window };
}

/** Blocks side by side share one norm; the newer ones may have one each. @param {Config} config @returns {Fields} */
function falcon(config) {
  const bias = flag(config, "bias", false);
  const newer = flag(config, "new_decoder_architecture", false);
  const heads = whole(config, "num_attention_heads");
  const usual = flag(config, "multi_query", true) ? 1 : heads;
  const kv = newer ? whole(config, "num_kv_heads", heads) : usual;
  const sideBySide = newer || flag(config, "parallel_attn", true);
  const inner = whole(config, "ffn_hidden_size", 4 * whole(config, "hidden_size"));
  return {
    ...decoder({ ...config, num_key_value_heads: kv, intermediate_size: inner }, { tied: true }), ...CLASSIC,
    qkv_bias: bias, output_bias: bias, mlp_bias: bias,
    norms_per_layer: sideBySide ? whole(config, "num_ln_in_parallel_attn", newer ? 2 : 1) : 2,
  };
}

/** Attention and network side by side behind one norm. @param {Config} config @returns {Fields} */
function cohere(config) {
  return { ...llama(config, { tied: true }), norms_per_layer: 1, qk_norm: flag(config, "use_qk_norm", false) ? 2 : 0 };
}

/** @param {Config} config @returns {Fields} */
function cohere2(config) {
  const layers = whole(config, "num_hidden_layers");
  return { ...cohere(config), qk_norm: 0, ...parted(config, layers - Math.floor(layers / interval(config, 4))) };
}

/** @param {Config} config @returns {Fields} */
function gemma(config) {
  const bias = flag(config, "attention_bias", false);
  return { ...decoder(config, { tied: true }), qkv_bias: bias, output_bias: bias };
}

/** Every second layer has a window. @param {Config} config @returns {Fields} */
function gemma2(config) {
  const layers = whole(config, "num_hidden_layers");
  return { ...gemma(config), norms_per_layer: 4, ...parted(config, Math.ceil(layers / 2)) };
}

/** Five layers with a window to one without; files leave out what the library assumes. @param {Config} given @returns {Fields} */
function gemma3(given) {
  const config = { vocab_size: 262208, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256, ...given };
  const layers = whole(config, "num_hidden_layers");
  const full = Math.floor(layers / interval(config, 6));
  return { ...gemma(config), norms_per_layer: 4, qk_norm: 1, ...parted(config, layers - full) };
}

/** Layers from one without a window to the next. @param {Config} config @param {number} usual */
function interval(config, usual) {
  const every = whole(config, "sliding_window_pattern", config._sliding_window_pattern ?? usual);
  if (every) return every;
  throw new Missing("The value “sliding_window_pattern” must be above 0.");
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
  const { intermediate, ...rest } = llama({ ...config, attention_bias: flag(config, "attention_bias", true) });
  const layers = whole(config, "num_hidden_layers");
  const counts = experts(config, whole(config, "num_local_experts"), Number(intermediate));
  return { ...rest, ...counts, router_bias: true, expert_bias: true, sinks: true, ...parted(config, Math.ceil(layers / 2)) };
}

/** The layers after the first few have experts, and shared ones. @param {Config} config @returns {Fields} */
function lateExperts(config) {
  if ((config.moe_layer_freq ?? 1) !== 1) throw new Missing("Only some of its layers have experts, in an order that no formula here knows.");
  const width = whole(config, "moe_intermediate_size");
  return {
    dense_layers: whole(config, "first_k_dense_replace", 0),
    ...experts(config, whole(config, "n_routed_experts"), width),
    shared_intermediate: width * whole(config, "n_shared_experts", 0),
  };
}

/** @param {Config} config @returns {Fields} */
function glm4Moe(config) {
  return { ...glm(config), ...lateExperts(config), router_bias: true, qk_norm: flag(config, "use_qk_norm", false) ? 1 : 0 };
}

/** Latent attention. @param {Config} config @returns {Fields} */
function deepseek(config) {
  if (config.attention_bias) throw new Missing("Its latent attention has biases, which no formula here counts.");
  const { kv_heads: _, head_dim: __, full_layers, ...rest } = decoder({ ...config, head_dim: 0 });
  return {
    ...rest,
    full_layers: 0,
    latent_layers: full_layers,
    ...lateExperts(config),
    router_bias: config.topk_method === "noaux_tc",
    query_rank: whole(config, "q_lora_rank", 0),
    latent_rank: whole(config, "kv_lora_rank"),
    nope_dim: whole(config, "qk_nope_head_dim"),
    rope_dim: whole(config, "qk_rope_head_dim"),
    value_dim: whole(config, "v_head_dim"),
  };
}

const STATES = "attention with layers of a state that does not grow, which no formula here describes.";

/** How each architecture is read, or why it is not. @type {Record<string, ((config: Config) => Fields) | string>} */
export const ARCHITECTURES = {
  LlamaForCausalLM: llama,
  MistralForCausalLM: mistral,
  Qwen2ForCausalLM: qwen2,
  Qwen3ForCausalLM: qwen3,
  Olmo2ForCausalLM: olmo2,
  Olmo3ForCausalLM: olmo3,
  GPT2LMHeadModel: gpt2,
  GPTNeoXForCausalLM: gptNeox,
  OPTForCausalLM: opt,
  FalconForCausalLM: falcon,
  Phi3ForCausalLM: mistral,
  GemmaForCausalLM: gemma,
  Gemma2ForCausalLM: gemma2,
  Gemma3ForCausalLM: gemma3,
  CohereForCausalLM: cohere,
  Cohere2ForCausalLM: cohere2,
  GlmForCausalLM: glm,
  Glm4ForCausalLM: glm4,
  GraniteForCausalLM: tiedLlama,
  SmolLM3ForCausalLM: tiedLlama,
  InternLM2ForCausalLM: internlm2,
  SeedOssForCausalLM: seedOss,
  Starcoder2ForCausalLM: starcoder2,
  MixtralForCausalLM: mixtral,
  Qwen3MoeForCausalLM: qwen3Moe,
  GptOssForCausalLM: gptOss,
  Glm4MoeForCausalLM: glm4Moe,
  DeepseekV2ForCausalLM: deepseek,
  DeepseekV3ForCausalLM: deepseek,
  DeepseekV32ForCausalLM: "DeepSeek-V3.2 has an indexer in every layer, which no formula here counts; its latent cache is that of DeepSeek-V3.",
  Llama4ForConditionalGeneration: "Llama 4 mixes layers with and without experts and attends in chunks, which no formula here describes.",
  Qwen2MoeForCausalLM: "Its shared expert has a gate of its own, which no formula here counts.",
  Qwen3NextForCausalLM: `Qwen3-Next mixes ${STATES}`,
  PhiForCausalLM: "Phi has one norm a layer and a head with a bias: no formula here counts it.",
  GPTJForCausalLM: "GPT-J has one norm a layer and a head with a bias: no formula here counts it.",
  BloomForCausalLM: "BLOOM has a norm behind its token table, which no formula here counts.",
  OlmoForCausalLM: "The first OLMo has norms without weights, also at the end: no formula here counts it.",
  MambaForCausalLM: "Mamba has no attention: its state does not grow with the sequence, and no formula here describes it.",
  JambaForCausalLM: `Jamba mixes ${STATES}`,
  T5ForConditionalGeneration: "T5 has an encoder beside its decoder; the formulas here describe decoders alone.",
  BertForMaskedLM: "BERT is an encoder; the formulas here describe decoders.",
};

/** The architecture of a type, for files and parts of files that name no other. @type {Record<string, string>} */
export const BY_TYPE = {
  gpt2: "GPT2LMHeadModel", llama: "LlamaForCausalLM", mistral: "MistralForCausalLM", qwen2: "Qwen2ForCausalLM",
  qwen3: "Qwen3ForCausalLM", qwen3_moe: "Qwen3MoeForCausalLM", gemma: "GemmaForCausalLM", gemma2: "Gemma2ForCausalLM",
  gemma3_text: "Gemma3ForCausalLM", phi3: "Phi3ForCausalLM", mixtral: "MixtralForCausalLM", deepseek_v3: "DeepseekV3ForCausalLM",
  kimi_k2: "DeepseekV3ForCausalLM", gpt_oss: "GptOssForCausalLM", glm4_moe: "Glm4MoeForCausalLM",
};
