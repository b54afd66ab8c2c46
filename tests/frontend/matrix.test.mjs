import assert from "node:assert/strict";
import { test } from "node:test";

const { account, chosen, ordered, pressed } = await import(`${process.env.FRONTEND}/matrix-rows.mjs`);
const row = (/** @type {string[]} */ ...cells) => ({ cells, facets: { "facet-saves": ["memory", "time"] } });
const rows = [row("ZeRO", "≤ 33 %"), row("pipeline", "1.5×"), row("Quantization", "1.5×"), row("10 ways", "a"), row("9 ways", "b")];
const any = { "facet-saves": "" };

test("all words must occur, in any cell, marks and case aside", () => {
  const naive = row("Naïve FSDP", "all-gather");
  assert.ok(chosen(naive, { words: "", facets: any }));
  assert.ok(chosen(naive, { words: "  GATHER naive ", facets: any }));
  assert.ok(!chosen(naive, { words: "naive scatter", facets: any }));
});
test("a chosen facet must be among the row's own", () => {
  assert.ok(chosen(rows[0], { words: "", facets: { "facet-saves": "time" } }));
  assert.ok(!chosen(rows[0], { words: "", facets: { "facet-saves": "tim" } }));
  assert.ok(!chosen({ cells: ["x"], facets: {} }, { words: "", facets: { "facet-saves": "time" } }));
  assert.ok(!chosen(rows[0], { words: "absent", facets: { "facet-saves": "time" } }));
});
test("rows are ordered as words and numbers are, equal ones as written", () => {
  assert.deepEqual(ordered(rows, null), [0, 1, 2, 3, 4]);
  assert.deepEqual(ordered(rows, { column: 0, down: false }), [4, 3, 1, 2, 0]);
  assert.deepEqual(ordered(rows, { column: 0, down: true }), [0, 2, 1, 3, 4]);
  assert.deepEqual(ordered(rows, { column: 1, down: true }), [4, 3, 1, 2, 0]);
});
test("a heading leads up, down, and back to the order as written", () => {
  const up = pressed(null, 2);
  assert.deepEqual(up, { column: 2, down: false });
  assert.deepEqual(pressed(up, 2), { column: 2, down: true });
  assert.equal(pressed(pressed(up, 2), 2), null);
  assert.deepEqual(pressed(up, 1), { column: 1, down: false });
});
test("what is shown is said in words", () => {
  const titles = ["Technique", "Costs"];
  assert.equal(account(11, 11, null, titles), "11 rows");
  assert.equal(account(4, 11, { column: 1, down: true }, titles), "4 of 11 rows, by Costs, Z to A");
  assert.equal(account(0, 11, null, titles), "None of 11 rows. Choose fewer words or facets.");
});
