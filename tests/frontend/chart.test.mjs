// The vectors that chart.py runs, and what only the pure parts here do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const at = process.env.FRONTEND;
const { band, drawing, isSteep, labels, niceScale, path, share, ticks, told, valueAt } = await import(`${at}/chart.mjs`);
const { unitFor } = await import(`${at}/quantity.mjs`);
const vectors = JSON.parse(readFileSync(new URL("../vectors/chart.json", import.meta.url), "utf8"));

const scale = ([kind, low, high]) => ({ kind, low, high });

test("labels below the plot", () => {
  for (const [axis, expected] of vectors.labels) {
    assert.deepEqual(labels(scale(axis)).map(({ text, more }) => [text, more]), expected);
  }
});

test("scales with ends that are easy to name", () => {
  for (const [kind, low, high, ends, named] of vectors.nice) {
    const nice = niceScale(kind, low, high);
    assert.deepEqual([nice.low, nice.high], ends);
    assert.deepEqual(ticks(nice, 8), named);
  }
});

test("paths and bands", () => {
  for (const [points, x, y, expected] of vectors.paths) assert.equal(path(points, scale(x), scale(y)), expected);
  for (const [rows, x, y, expected] of vectors.bands) assert.equal(band(rows, scale(x), scale(y)), expected);
});

test("a chart in words", () => {
  for (const [rows, words] of vectors.told) {
    assert.equal(told(rows.map(([place, text, value]) => ({ place, text, value }))), words);
  }
});

test("the unit of an axis", () => {
  for (const [largest, unit, size, letters] of vectors.units) assert.deepEqual(unitFor(largest, unit, false), { size, letters });
  assert.deepEqual(unitFor(2 ** 31, "Bytes", true), { size: 2 ** 30, letters: "GiB" });
});

test("the whole drawing", () => {
  for (const [{ label, x, y, parts }, expected] of vectors.drawings) {
    assert.equal(drawing({ label, x: scale(x), y: scale(y), parts }), expected);
  }
});

test("a place on a scale and back", () => {
  for (const axis of [scale(["log", 512, 131072]), scale(["linear", -4, 36])]) {
    for (const part of [0, 0.25, 1]) assert.ok(Math.abs(share(axis, valueAt(axis, part)) - part) < 1e-12);
  }
  assert.equal(isSteep([1, 51]), true);
  assert.equal(isSteep([0, 51]), false);
  assert.equal(isSteep([1, 50]), false);
});
