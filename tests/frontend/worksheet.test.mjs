import assert from "node:assert/strict";
import { test } from "node:test";

const { choiceSaid, judged, markdown, readBack, written } = await import(`${process.env.FRONTEND}/worksheet-judge.mjs`);
const table = {
  columns: [
    { name: "tp", label: "TP", unit: "" },
    { name: "dp", label: "DP", unit: "" },
    { name: "gb", label: "Memory", unit: "GB" },
    { name: "s", label: "step", unit: "s" },
  ],
  keys: ["tp", "dp"],
  product: 8,
  objective: "s",
  within: 5,
  rows: [
    ["2", "4", "60.0", "10.40", ""],
    ["4", "2", "40.0", "10.00", ""],
    ["8", "1", "20.0", "12.00", ""],
    ["1", "8", "90.0", "9.00", "18.0 GB over"],
  ],
};

test("a design is looked up, whatever order its rows stand in", () => {
  const cases = [
    [{}, "open", "Fill in TP and DP first."],
    [{ tp: "4", dp: "  " }, "open", "Fill in DP first."],
    [{ tp: "4", dp: "two" }, "open", "DP must be whole numbers of at least 1."],
    [{ tp: "-4", dp: "0" }, "open", "TP and DP must be whole numbers of at least 1."],
    [{ tp: "4", dp: "4" }, "invalid", "TP 4 × DP 4 makes 16, and must make 8."],
    [{ tp: "1", dp: "8" }, "refused", "TP 1 × DP 8 cannot be used: 18.0 GB over. Memory 90.0\u00a0GB, step 9.00\u00a0s."],
    [{ tp: "4", dp: "2" }, "good", "TP 4 × DP 2 can be used. Memory 40.0\u00a0GB, step 10.00\u00a0s. No other is better."],
    [{ tp: " 2 ", dp: "4" }, "good", "TP 2 × DP 4 can be used. Memory 60.0\u00a0GB, step 10.40\u00a0s. 4.0 % over the best, TP 4 × DP 2 with 10.00\u00a0s: within 5 %."],
    [{ tp: "8", dp: "1" }, "usable", "TP 8 × DP 1 can be used. Memory 20.0\u00a0GB, step 12.00\u00a0s. 20.0 % over the best, TP 4 × DP 2 with 10.00\u00a0s: outside 5 %."],
  ];
  for (const [entries, state, words] of cases) assert.deepEqual(judged(entries, table), { state, words });
});
test("a design that the solver did not try is said to be that", () => {
  const untied = { ...table, product: null };
  assert.deepEqual(judged({ tp: "3", dp: "3" }, untied), { state: "invalid", words: "The solver did not try TP 3 × DP 3." });
});
test("a choice is compared with the worked answer only when it was made", () => {
  const field = { id: "place", label: "Place", right: "inside" };
  assert.equal(choiceSaid(field, {}), "");
  assert.equal(choiceSaid(field, { place: "inside" }), "As in the worked answer.");
  assert.equal(choiceSaid(field, { place: "outside" }), "The worked answer takes: inside.");
  assert.equal(choiceSaid({ ...field, right: "" }, { place: "outside" }), "");
});
test("a sheet becomes Markdown, each entry on a line of its own", () => {
  const parts = [{ title: "Degrees", fields: [{ id: "tp", label: "TP", right: "" }, { id: "dp", label: "DP", right: "" }] }];
  const text = markdown("Sheet", parts, { tp: "4", "tp-reason": "half\n  a node" }, "Usable.");
  assert.equal(text, "# Sheet\n\n## Degrees\n\n- **TP:** 4\n    - Because: half a node\n- **DP:** \n\n## Verdict of the solver's table\n\nUsable.\n");
});
test("what is kept comes back, and anything else is an empty sheet", () => {
  const entries = { tp: "4", "tp-reason": "“half”\na node" };
  assert.deepEqual(readBack(written(entries, true)), { entries, submitted: true });
  for (const text of [null, "", "{", "[]", "3", "null", '{"form":2,"entries":{"tp":"4"}}', '{"form":1}', '{"form":1,"entries":null}']) {
    assert.deepEqual(readBack(text), { entries: {}, submitted: false }, String(text));
  }
  assert.deepEqual(readBack('{"form":1,"submitted":"yes","entries":{"a":1,"b":"2"}}'), { entries: { b: "2" }, submitted: false });
});
