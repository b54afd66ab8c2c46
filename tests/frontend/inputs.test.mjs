import assert from "node:assert/strict";
import { test } from "node:test";

const { read } = await import(`${process.env.FRONTEND}/calculator-inputs.mjs`);
const input = (more = {}) => ({ name: "x", label: "X", unit: "Count", in: "", factor: 1, kind: "quantity", default: 1, minimum: null, maximum: null, step: null, choices: [], ...more });
const GOOD = [
  ["", "1", 1], ["", " 1,024 ", 1024], ["", "1 024", 1024], ["", "1_000_000", 1e6], ["", "4096", 4096], ["", ".5", 0.5], ["", "5.", 5],
  ["", "1e3", 1000], ["", "1.5E-3", 0.0015], ["", "−3", -3], ["", "+3", 3], ["", "4k", 4000], ["", "4K", 4000], ["", "7B", 7e9],
  ["", "7 billion", 7e9], ["", "50%", 0.5], ["", "８", 8], ["", "1,234,567.5", 1234567.5],
  ["GB", "80 GB", 80], ["GB", "80GiB", 80 * 1.073741824], ["GB", "500 MB", 0.5], ["GB", "2 TB", 2000], ["B", "2 B", 2], ["GiB", "1 GB", 1 / 1.073741824],
  ["GB/s", "3.35 TB/s", 3350], ["TFLOP/s", "1 PFLOP/s", 1000], ["ms", "2 s", 2000], ["ms", "500 µs", 0.5], ["ms", "500 us", 0.5], ["µs", "3 µs", 3],
  ["h", "2 d", 48], ["%", "40 %", 40], ["tokens", "4k", 4000], ["tokens", "4k tokens", 4000], ["tokens", "4 tokens", 4], ["billion tokens", "2 T", 2000],
  ["tokens/s", "30 tokens/s", 30], ["$/h", "2 $/h", 2],
];
const BAD = [
  ["", "", "Type a number"], ["", " \t\n", "Type a number"], ["", "many", "not a number"], ["", "NaN", "not a number"], ["", "-", "not a number"], ["", ".", "not a number"],
  ["", "e5", "not a number"], ["", "1,5", "with a point"], ["", "1,0245", "with a point"], ["", "1.2.3", "no unit"], ["", "0x10", "no unit"], ["", "1e999", "too large"],
  ["", "-1e999", "too large"], ["", "9".repeat(80), "not a number"], ["", "5 apples", "no unit"], ["", "1; alert(1)", "no unit"],
  ["GB", "80 gb", "Did you mean GB"], ["GB", "80 G", "two things"], ["GB", "80 s", "no unit"], ["GB/s", "900 GB", "no unit"], ["GB/s", "900 GiB/s", "no unit"], ["tokens", "4Ki", "no unit"],
];

for (const [unit, text, value] of GOOD) {
  test(`“${text}” in ${unit || "plain numbers"}`, () => {
    const reading = read(text, input({ in: unit }));
    assert.equal(reading.fault, undefined);
    assert.ok(Math.abs(reading.value - value) <= 1e-12 * Math.abs(value), String(reading.value));
  });
}
for (const [unit, text, words] of BAD) {
  test(`“${text.slice(0, 20)}” in ${unit || "plain numbers"} is refused`, () => assert.match(read(text, input({ in: unit })).fault ?? "nothing", new RegExp(words)));
}
test("ranges are kept, their ends included", () => {
  const one = input({ minimum: 1, maximum: 1024, step: 1, in: "GB" });
  assert.deepEqual([read("1", one), read("1024", one)], [{ value: 1 }, { value: 1024 }]);
  assert.match(read("0", one).fault, /At least 1 GB/);
  assert.match(read("1 TB", input({ ...one, maximum: 999 })).fault, /At most 999 GB/);
  assert.match(read("1.5", one).fault, /whole number/);
});
