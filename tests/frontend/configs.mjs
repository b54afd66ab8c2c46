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

const shaped = (architecture, hidden, layers, heads, kv, inner, vocab, more = {}) =>
  llama(hidden, layers, heads, kv, inner, vocab, { architectures: [architecture], ...more });

const falcon = (hidden, layers, heads, vocab, more) => ({
  architectures: ["FalconForCausalLM"], hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: heads, vocab_size: vocab, ...more,
});

/** Further checkpoints with their counts: those of safetensors on the Hub, of keras-hub's presets, or of the paper named. */
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
  [shaped("Qwen2ForCausalLM", 896, 24, 14, 2, 4864, 151936, { tie_word_embeddings: true }), 494032768], // Qwen2.5 0.5B
  [shaped("Qwen2ForCausalLM", 5120, 64, 40, 8, 27648, 152064), 32763876352], // Qwen2.5 32B
  [shaped("Qwen3ForCausalLM", 2560, 36, 32, 8, 9728, 151936, { head_dim: 128, tie_word_embeddings: true }), 4022468096], // 4B
  [shaped("Qwen3ForCausalLM", 5120, 64, 64, 8, 25600, 151936, { head_dim: 128 }), 32762123264], // 32B
  [
    shaped("Qwen3MoeForCausalLM", 4096, 94, 64, 4, 12288, 151936, {
      head_dim: 128, num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536, decoder_sparse_step: 1, mlp_only_layers: [],
    }),
    235093634560, // 235B-A22B
  ],
  [shaped("Gemma2ForCausalLM", 2304, 26, 8, 4, 9216, 256000, { head_dim: 256, sliding_window: 4096, tie_word_embeddings: null }), 2614341888],
  [shaped("Gemma2ForCausalLM", 4608, 46, 32, 16, 36864, 256000, { head_dim: 128, sliding_window: 4096, tie_word_embeddings: null }), 27227128320],
  [shaped("Phi3ForCausalLM", 5120, 40, 40, 10, 17920, 100352, { sliding_window: null }), 14659507200], // Phi-4
  [shaped("Phi3ForCausalLM", 3072, 32, 24, 8, 8192, 200064, { sliding_window: 262144, tie_word_embeddings: true }), 3836021760], // Phi-4-mini
  [shaped("MistralForCausalLM", 5120, 40, 32, 8, 14336, 131072, { head_dim: 128, sliding_window: null }), 12247782400], // Nemo
  [shaped("MixtralForCausalLM", 6144, 56, 48, 8, 16384, 32000, { num_local_experts: 8, num_experts_per_tok: 2 }), 140620634112], // 8x22B
  [shaped("Olmo2ForCausalLM", 2048, 16, 16, 16, 8192, 100352), 1484916736], // OLMo 2 1B
  [shaped("Olmo3ForCausalLM", 4096, 32, 32, 32, 11008, 100278, { sliding_window: 4096 }), 7298011136],
  [shaped("Olmo3ForCausalLM", 5120, 64, 40, 8, 27648, 100278, { sliding_window: 4096 }), 32233522176],
  [shaped("GPTNeoXForCausalLM", 4096, 32, 32, undefined, 16384, 50432, { attention_bias: undefined }), 6857302016], // Pythia 6.9B
  [falcon(4544, 32, 71, 65024, { multi_query: true, parallel_attn: true, bias: false }), 6921720704], // 7B, its head tied as the library does
  [falcon(2048, 24, 32, 50304, { multi_query: false, parallel_attn: false, bias: true, alibi: true }), 1311625216], // RW 1B
  [falcon(8192, 60, 128, 65024, { num_kv_heads: 8, new_decoder_architecture: true, bias: false }), 41303293952], // 40B
  [shaped("CohereForCausalLM", 4096, 32, 32, 8, 14336, 256000, { tie_word_embeddings: null }), 8028033024], // Aya Expanse 8B
  [shaped("Cohere2ForCausalLM", 4096, 32, 32, 8, 14336, 256000, { tie_word_embeddings: null, sliding_window: 4096 }), 8028033024], // Command R7B
  [shaped("GlmForCausalLM", 4096, 40, 32, 2, 13696, 151552, { head_dim: 128, attention_bias: true }), 9399951360], // GLM-4 9B
  [shaped("Glm4ForCausalLM", 4096, 40, 32, 2, 13696, 151552, { head_dim: 128, attention_bias: true }), 9400279040], // GLM-4 9B 0414
  [shaped("GraniteForCausalLM", 4096, 40, 32, 8, 12800, 49155, { tie_word_embeddings: true }), 8170848256], // 3.1 8B
  [shaped("SmolLM3ForCausalLM", 2048, 36, 16, 4, 11008, 128256, { tie_word_embeddings: undefined }), 3075098624],
  [shaped("InternLM2ForCausalLM", 6144, 48, 48, 8, 16384, 92544, { bias: false }), 19861149696], // 2.5 20B
  [shaped("SeedOssForCausalLM", 5120, 64, 80, 8, 27648, 155136, { head_dim: 128, attention_bias: true }), 36151104512],
  [shaped("Starcoder2ForCausalLM", 3072, 30, 24, 2, 12288, 49152, { use_bias: true, sliding_window: 4096, tie_word_embeddings: null }), 3030371328],
  [
    // DeepSeek-V2, named 236B.
    shaped("DeepseekV2ForCausalLM", 5120, 60, 128, 128, 12288, 102400, {
      moe_intermediate_size: 1536, n_routed_experts: 160, n_shared_experts: 2, num_experts_per_tok: 6, first_k_dense_replace: 1,
      q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128, topk_method: "group_limited_greedy",
    }),
    235741434880,
  ],
  [
    // Kimi K2, named 1T.
    shaped("DeepseekV3ForCausalLM", 7168, 61, 64, 64, 18432, 163840, {
      model_type: "kimi_k2", moe_intermediate_size: 2048, n_routed_experts: 384, n_shared_experts: 1, num_experts_per_tok: 8, first_k_dense_replace: 1,
      q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128, topk_method: "noaux_tc",
    }),
    1026408232448,
  ],
  [
    // GLM-4.5 stores 358,337,791,296, of which 5,539,962,272 are the layer that predicts several tokens, with its own table and head.
    shaped("Glm4MoeForCausalLM", 5120, 92, 96, 8, 12288, 151552, {
      head_dim: 128, attention_bias: true, use_qk_norm: true, n_routed_experts: 160, n_shared_experts: 1, num_experts_per_tok: 8,
      moe_intermediate_size: 1536, first_k_dense_replace: 3,
    }),
    358337791296 - 5539962272,
  ],
  [
    // GLM-4.5-Air stores 110,468,824,832, of which 3,616,573,568 are that layer.
    shaped("Glm4MoeForCausalLM", 4096, 46, 96, 8, 10944, 151552, {
      head_dim: 128, attention_bias: true, use_qk_norm: false, n_routed_experts: 128, n_shared_experts: 1, num_experts_per_tok: 8,
      moe_intermediate_size: 1408, first_k_dense_replace: 1,
    }),
    110468824832 - 3616573568,
  ],
];

/** Files that describe more than a decoder: what their text model stores. */
export const WITHIN = [
  [
    // Gemma 3 4B stores 4,300,079,472 with its vision tower and projector, 419,816,304; the file leaves out what the library assumes.
    { architectures: ["Gemma3ForConditionalGeneration"], vision_config: {}, text_config: { model_type: "gemma3_text", hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, sliding_window: 1024 } },
    4300079472 - 419816304,
  ],
  [
    // Mistral Small 3.1 24B: the text model is that of Mistral Small 3.
    { architectures: ["Mistral3ForConditionalGeneration"], text_config: { model_type: "mistral", hidden_size: 5120, num_hidden_layers: 40, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128, intermediate_size: 32768, vocab_size: 131072, sliding_window: null } },
    23572403200,
  ],
];
