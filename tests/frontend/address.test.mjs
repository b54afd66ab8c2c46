import assert from "node:assert/strict";
import { test } from "node:test";

const { fromQuery, withSettings } = await import(`${process.env.FRONTEND}/calculator-address.mjs`);
const { csv } = await import(`${process.env.FRONTEND}/calculator-export.mjs`);
const beginning = { layers: "32", tied: "1", "preset-models": "a", mode: "minimum" };

test("only what changed stands in the address, beside what others wrote", () => {
  assert.equal(withSettings("?q=1&layers=8", "", beginning, beginning, null), "?q=1");
  assert.equal(withSettings("", "", { ...beginning, layers: "80 k&=" }, beginning, null), "?layers=80+k%26%3D");
  assert.equal(withSettings("?other.layers=2", "kv.", { ...beginning, tied: "0" }, beginning, null), "?other.layers=2&kv.tied=0");
});
test("settings and pinned settings come back", () => {
  const settings = { ...beginning, layers: "4 k", "preset-models": "" };
  const pinned = { ...beginning, tied: "0" };
  for (const prefix of ["", "kv."]) {
    assert.deepEqual(fromQuery(withSettings("", prefix, settings, beginning, pinned), prefix, beginning), { settings, pinned });
    assert.deepEqual(fromQuery(withSettings("", prefix, beginning, beginning, beginning), prefix, beginning), { settings: beginning, pinned: beginning });
  }
});
test("hostile addresses do no more than fill fields", () => {
  const { settings, pinned } = fromQuery(`?layers=${"9".repeat(5000)}&constructor=1&pin=%26%26%3D&x`, "", beginning);
  assert.equal(settings.layers.length, 80);
  assert.deepEqual(Object.keys(settings), Object.keys(beginning));
  assert.deepEqual(pinned, beginning);
});
test("a table has every cell quoted that must be, and no formula of a spreadsheet", () => {
  const calculator = {
    inputs: [{ name: "x", label: "=cmd|, \"x\"", in: "GB" }],
    outputs: [{ key: "a", label: "A", unit: "Bytes", digits: 4 }, { key: "b", label: "B", unit: "Bytes", digits: 4 }, { key: "c", label: "C", unit: "Bytes", digits: 4 }],
    inverse: [],
  };
  const text = csv(calculator, { x: -2 }, { a: 1.5e9, b: "there is none, sadly", c: 1 }, ["a", "b"], { binary: false });
  assert.equal(text, 'kind,name,value,unit,shown\r\ninput,"\'=cmd|, ""x""",-2,GB,\r\nresult,A,1500000000,Bytes,1.5 GB\r\nresult,B,,Bytes,"there is none, sadly"\r\n');
});
