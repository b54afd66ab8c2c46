import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CONFIGS, OTHERS } from "./configs.mjs";

const { ARCHITECTURES, readConfig } = await import(`${process.env.FRONTEND}/hf-config.mjs`);
const { formulas } = await import(process.env.FORMULAS);
const models = JSON.parse(readFileSync(process.env.MODELS, "utf8"));

const formulaOf = (fields) =>
  fields.latent_rank ? "variants.latent_expert_parameters" : fields.experts ? "variants.expert_parameters" : "parameters.dense_parameters";
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
  test(`${config.architectures[0]}: exactly the published count`, () => assert.equal(counted(read(config)), total));
}

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
    ['{"architectures":["LlamaForCausalLM"]}', "num_attention_heads” is missing"],
    ['{"architectures":["LlamaForCausalLM"],"num_attention_heads":"many"}', "must be a whole number"],
    ['{"architectures":["LlamaForCausalLM"],"num_attention_heads":-1}', "must be a whole number"],
  ];
  for (const [text, words] of cases) assert.match(readConfig(text).reason ?? "nothing", new RegExp(words), text);
});
