import assert from "node:assert/strict";
import { test } from "node:test";

const { LEVELS, kept, wishOf, zoomed } = await import(`${process.env.FRONTEND}/figure-zoom.mjs`);

test("zoom goes step by step and stops at both ends", () => {
  let level = 1;
  for (const next of [...LEVELS.slice(1), LEVELS.at(-1)]) assert.equal((level = zoomed(level, "in")), next);
  for (const next of [...LEVELS.slice(0, -1).reverse(), 1]) assert.equal((level = zoomed(level, "out")), next);
  assert.equal(zoomed(3.5, "fit"), 1);
});
test("keys zoom, and others do nothing", () => {
  assert.deepEqual(["+", "=", "-", "_", "0"].map(wishOf), ["in", "in", "out", "out", "fit"]);
  for (const key of ["ArrowLeft", "1", "Escape", "a"]) assert.equal(wishOf(key), null);
});
test("the point under the pointer stays there", () => {
  assert.equal(kept(0, 100, 2), 100);
  assert.equal(kept(100, 100, 0.5), 0);
});
