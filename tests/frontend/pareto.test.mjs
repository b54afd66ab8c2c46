// The vectors that pareto.py runs too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const { paretoSet, regret } = await import(`${process.env.FRONTEND}/mission/pareto.mjs`);
const { cases } = JSON.parse(readFileSync(new URL("../vectors/pareto.json", import.meta.url), "utf8"));
const near = (one, other) => assert.ok(Math.abs(one - other) <= 1e-12, `${one} is not ${other}`);

for (const { about, rows, better, set, regret: expected } of cases) {
  test(about, () => {
    assert.deepEqual(paretoSet(rows, better), set);
    expected.forEach((row, at) => {
      const found = regret(rows, at, better);
      if (!row) return assert.equal(found, null);
      const [to, share, gaps] = row;
      assert.equal(found.to, to);
      near(found.share, share);
      gaps.forEach((gap, index) => near(found.gaps[index], gap));
    });
  });
}
