// What the config.json of published checkpoints says, by the id of the model in the registry; only the keys that shape the model.

const llama = (hidden, layers, heads, kv, inner, vocab, more = {}) => ({
  architectures: ["LlamaForCausalLM"], hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: heads,
  num_key_value_heads: kv, intermediate_size: inner, vocab_size: vocab, attention_bias: false, mlp_bias: false,
  tie_word_embeddings: false, ...more,
});

export const CONFIGS = {
  "gpt2": { architectures: ["GPT2LMHeadModel"], n_embd: 768, n_head: 12, n_layer: 12, n_positions: 1024, vocab_size: 50257 },
  "gpt2-xl": { architectures: ["GPT2LMHeadModel"], n_embd: 1600, n_head: 25, n_layer: 48, n_positions: 1024, vocab_size: 50257 },
  "llama-2-7b": llama(4096, 32, 32, 32, 11008, 32000),
  "llama-2-13b": llama(5120, 40, 40, 40, 13824, 32000),
  "llama-2-70b": llama(8192, 80, 64, 8, 28672, 32000),
  "llama-3-8b": llama(4096, 32, 32, 8, 14336, 128256),
  "llama-3-70b": llama(8192, 80, 64, 8, 28672, 128256),
  "llama-3-1-405b": llama(16384, 126, 128, 8, 53248, 128256),
  "llama-3-2-1b": llama(2048, 16, 32, 8, 8192, 128256, { head_dim: 64, tie_word_embeddings: true }),
  "llama-3-2-3b": llama(3072, 28, 24, 8, 8192, 128256, { head_dim: 128, tie_word_embeddings: true }),
  "mistral-7b": llama(4096, 32, 32, 8, 14336, 32000, { architectures: ["MistralForCausalLM"], sliding_window: 4096 }),
  "qwen2-5-7b": llama(3584, 28, 28, 4, 18944, 152064, { architectures: ["Qwen2ForCausalLM"], use_sliding_window: false, sliding_window: 131072, max_window_layers: 28 }),
  "qwen2-5-72b": llama(8192, 80, 64, 8, 29568, 152064, { architectures: ["Qwen2ForCausalLM"], use_sliding_window: false }),
  "qwen3-0-6b": llama(1024, 28, 16, 8, 3072, 151936, { architectures: ["Qwen3ForCausalLM"], head_dim: 128, tie_word_embeddings: true }),
  "qwen3-8b": llama(4096, 36, 32, 8, 12288, 151936, { architectures: ["Qwen3ForCausalLM"], head_dim: 128 }),
  "phi-3-mini": llama(3072, 32, 32, 32, 8192, 32064, { architectures: ["Phi3ForCausalLM"], sliding_window: 2047 }),
  "olmo-2-7b": llama(4096, 32, 32, 32, 11008, 100352, { architectures: ["Olmo2ForCausalLM"] }),
  "gemma-2-9b": {
    architectures: ["Gemma2ForCausalLM"], hidden_size: 3584, num_hidden_layers: 42, num_attention_heads: 16, num_key_value_heads: 8,
    head_dim: 256, intermediate_size: 14336, vocab_size: 256000, attention_bias: false, sliding_window: 4096,
  },
  "gemma-3-1b": {
    architectures: ["Gemma3ForCausalLM"], hidden_size: 1152, num_hidden_layers: 26, num_attention_heads: 4, num_key_value_heads: 1,
    head_dim: 256, intermediate_size: 6912, vocab_size: 262144, attention_bias: false, sliding_window: 512, sliding_window_pattern: 6,
  },
  "gemma-3-27b": {
    architectures: ["Gemma3ForCausalLM"], hidden_size: 5376, num_hidden_layers: 62, num_attention_heads: 32, num_key_value_heads: 16,
    head_dim: 128, intermediate_size: 21504, vocab_size: 262208, attention_bias: false, sliding_window: 1024, sliding_window_pattern: 6,
  },
  "mixtral-8x7b": llama(4096, 32, 32, 8, 14336, 32000, { architectures: ["MixtralForCausalLM"], sliding_window: null, num_local_experts: 8, num_experts_per_tok: 2 }),
  "qwen3-30b-a3b": llama(2048, 48, 32, 4, 6144, 151936, {
    architectures: ["Qwen3MoeForCausalLM"], head_dim: 128, moe_intermediate_size: 768, num_experts: 128, num_experts_per_tok: 8,
    decoder_sparse_step: 1, mlp_only_layers: [],
  }),
  "gpt-oss-20b": llama(2880, 24, 64, 8, 2880, 201088, {
    architectures: ["GptOssForCausalLM"], attention_bias: true, head_dim: 64, num_local_experts: 32, num_experts_per_tok: 4, sliding_window: 128,
    layer_types: Array.from({ length: 24 }, (_, at) => (at % 2 ? "full_attention" : "sliding_attention")),
  }),
  "gpt-oss-120b": llama(2880, 36, 64, 8, 2880, 201088, {
    architectures: ["GptOssForCausalLM"], attention_bias: true, head_dim: 64, num_local_experts: 128, num_experts_per_tok: 4, sliding_window: 128,
  }),
  "deepseek-v2-lite": llama(2048, 27, 16, 16, 10944, 102400, {
    architectures: ["DeepseekV2ForCausalLM"], moe_intermediate_size: 1408, n_routed_experts: 64, n_shared_experts: 2, num_experts_per_tok: 6,
    first_k_dense_replace: 1, q_lora_rank: null, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128, topk_method: "greedy",
  }),
  "deepseek-v3": llama(7168, 61, 128, 128, 18432, 129280, {
    architectures: ["DeepseekV3ForCausalLM"], moe_intermediate_size: 2048, n_routed_experts: 256, n_shared_experts: 1, num_experts_per_tok: 8,
    first_k_dense_replace: 3, q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128, topk_method: "noaux_tc",
  }),
};

/** Architectures of which the registry has no model, with counts published elsewhere. */
export const OTHERS = [
  [
    // Zhang et al., arXiv:2205.01068, name it 125M; the checkpoint stores this many.
    { architectures: ["OPTForCausalLM"], hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12, ffn_dim: 3072, vocab_size: 50272, max_position_embeddings: 2048, word_embed_proj_dim: 768, do_layer_norm_before: true },
    125239296,
  ],
  [
    // Gemma Team, arXiv:2403.08295, table 2: 524,550,144 of embeddings and 1,981,884,416 besides.
    { architectures: ["GemmaForCausalLM"], hidden_size: 2048, num_hidden_layers: 18, num_attention_heads: 8, num_key_value_heads: 1, head_dim: 256, intermediate_size: 16384, vocab_size: 256000 },
    2506172416,
  ],
];
