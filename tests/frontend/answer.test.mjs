import assert from "node:assert/strict";
import { test } from "node:test";

const { readNumber, verdict } = await import(`${process.env.FRONTEND}/answer.mjs`);

test("a number is read with its unit, however the keyboard writes it", () => {
  for (const given of ["80.1", "80,1", "80.1 µs", "80.1us", "80.1 μs", "80.1 US"]) {
    assert.equal(readNumber(given, "µs"), 80.1, given);
  }
  assert.equal(readNumber("80.1 ms", "µs"), null);
});

test("the verdict names the unit as the question does", () => {
  const { words } = verdict("80", { number: "80.1", unit: "µs", tolerance: "1 %" });
  assert.equal(words, "Right: 80.1 µs.");
  assert.equal(verdict("5", { number: "5.000000000000001", tolerance: "1 %" }).words, "Right: 5.");
});
