// Each press of an arrow key moves a slider of few steps by one of them.
import assert from "node:assert/strict";
import { test } from "node:test";

const { lastPosition, positionOf, valueAt } = await import(`${process.env.FRONTEND}/mission/slider.mjs`);

const input = (minimum, maximum, step) => ({ name: "x", label: "", unit: null, in: "", factor: 1, kind: "quantity", default: minimum, minimum, maximum, step, choices: [] });

test("where steps are few, each has a position, and no other is there", () => {
  const rate = input(10, 380, 10);
  assert.equal(lastPosition(rate), 37);
  const values = Array.from({ length: 38 }, (_, at) => valueAt(rate, at));
  assert.deepEqual(values, Array.from({ length: 38 }, (_, at) => 10 + 10 * at));
  for (const value of values) assert.equal(valueAt(rate, positionOf(rate, value)), value);
});

test("a fine or a wide range has two hundred positions", () => {
  for (const wide of [input(0, 1, 0.001), input(1, 10_000, 1), input(0, 1, null)]) assert.equal(lastPosition(wide), 200);
  assert.equal(valueAt(input(1, 10_000, 1), 100), 100);
});
