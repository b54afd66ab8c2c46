import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CONFIGS, OTHERS, WITHIN } from "./configs.mjs";

const { readConfig } = await import(`${process.env.FRONTEND}/hf-config.mjs`);
const { ARCHITECTURES } = await import(`${process.env.FRONTEND}/hf-architectures.mjs`);
const { formulas } = await import(process.env.FORMULAS);
const models = JSON.parse(readFileSync(process.env.MODELS, "utf8"));

const formulaOf = (fields) =>
  fields.latent_rank ? "variants.latent_expert_parameters" : fields.experts ? "variants.expert_parameters" : "parameters.dense_parameters";
const DECODER = '"num_attention_heads":2,"hidden_size":8,"num_hidden_layers":1,"intermediate_size":8,"vocab_size":8';
const counted = (fields) => formulas[formulaOf(fields)]({ intermediate: 0, ...fields, active: false });
const read = (config) => {
  const reading = readConfig(JSON.stringify(config));
  assert.equal(reading.reason, undefined);
  return reading.fields;
};

for (const [id, config] of Object.entries(CONFIGS)) {
  test(`${id}: exactly the published count, and the registry's values`, () => {
    const fields = read(config);
    assert.equal(counted(fields), models[id].total);
    for (const name of ["layers", "full_layers", "window_layers", "latent_layers", "window", "kv_heads", "head_dim"]) {
      if (models[id][name] !== undefined) assert.equal(fields[name], models[id][name], name);
    }
  });
}

for (const [config, total] of OTHERS) {
  test(`${config.architectures[0]}, ${total}: exactly the published count`, () => assert.equal(counted(read(config)), total));
}

for (const [config, total] of WITHIN) {
  test(`${config.architectures[0]}: its text model is read, and named as such`, () => {
    assert.equal(counted(read(config)), total);
    assert.match(readConfig(JSON.stringify(config)).name, /text model alone/);
  });
}

test("layers with a window are told from those without", () => {
  const windows = (hidden, layers) => read({ architectures: [hidden], hidden_size: 4096, num_hidden_layers: layers, num_attention_heads: 32, intermediate_size: 1, vocab_size: 1, sliding_window: 4096 });
  assert.deepEqual([windows("Olmo3ForCausalLM", 32).full_layers, windows("Olmo3ForCausalLM", 32).window_layers], [8, 24]);
  assert.deepEqual([windows("Cohere2ForCausalLM", 32).full_layers, windows("Cohere2ForCausalLM", 32).window_layers], [8, 24]);
});

test("at least twelve architectures are counted, every one that is claimed", () => {
  const shown = new Set([...Object.values(CONFIGS), ...OTHERS.map(([config]) => config)].map((config) => config.architectures[0]));
  const claimed = Object.entries(ARCHITECTURES).filter(([, reader]) => typeof reader === "function").map(([name]) => name);
  assert.deepEqual(claimed.filter((name) => !shown.has(name)), []);
  assert.ok(claimed.length >= 12);
});

test("what cannot be read has a reason", () => {
  const cases = [
    ["", "no JSON"],
    ["{", "no JSON"],
    ["[]", "object in braces"],
    ["null", "object in braces"],
    ["{}", "names no architecture"],
    ['{"architectures":["MambaForCausalLM"]}', "no attention"],
    ['{"architectures":["constructor"]}', "not known"],
    ['{"architectures":["__proto__"]}', "not known"],
    ['{"architectures":["PhiForCausalLM"]}', "one norm"],
    ['{"architectures":["Llama4ForConditionalGeneration"],"text_config":{"model_type":"llama4_text"}}', "attends in chunks"],
    ['{"architectures":["OtherForConditionalGeneration"],"text_config":{"model_type":"other"}}', "OtherForConditionalGeneration is not known"],
    ['{"architectures":["GPT2LMHeadModel"],"n_embd":768,"n_head":0,"n_layer":1}', "no multiple"],
    ['{"architectures":["LlamaForCausalLM"],"num_attention_heads":3,"hidden_size":8,"num_hidden_layers":1}', "no multiple"],
    ['{"architectures":["GPT2LMHeadModel"],"n_embd":8,"n_head":2,"n_layer":1,"n_inner":"wide"}', "n_inner” must be a whole"],
    [`{"architectures":["Gemma3ForCausalLM"],"hidden_size":8,"num_hidden_layers":6,"sliding_window_pattern":0}`, "must be above 0"],
    [`{"architectures":["LlamaForCausalLM"],${DECODER},"tie_word_embeddings":"yes"}`, "true or false"],
    [`{"architectures":["Qwen2ForCausalLM"],${DECODER},"layer_types":["linear_attention"]}`, "linear_attention"],
    [`{"architectures":["Qwen2ForCausalLM"],${DECODER},"layer_types":[]}`, "as many layers"],
    ['{"architectures":["LlamaForCausalLM"]}', "num_attention_heads” is missing"],
    ['{"architectures":["LlamaForCausalLM"],"num_attention_heads":"many"}', "must be a whole number"],
    ['{"architectures":["LlamaForCausalLM"],"num_attention_heads":-1}', "must be a whole number"],
  ];
  for (const [text, words] of cases) assert.match(readConfig(text).reason ?? "nothing", new RegExp(words), text);
});
