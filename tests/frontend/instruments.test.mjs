// The geometry of a mission's instruments: curves that end, pieces of a time, blocks of memory.
import assert from "node:assert/strict";
import test from "node:test";

const at = process.env.FRONTEND;
const { drawing } = await import(`${at}/chart.mjs`);
const { curve, cut, sampled, scaleOf } = await import(`${at}/mission/frontier.mjs`);
const { parameters } = await import(`${at}/mission/parameters.mjs`);
const { Samples } = await import(`${at}/mission/samples.mjs`);
const falls = await import(`${at}/mission/waterfall.mjs`);
const blocks = await import(`${at}/mission/blocks.mjs`);
const { Cache, PREEMPTED } = await import(`${at}/mission/cache.mjs`);

const single = (load) => (load < 100 ? 1 / (100 - load) : "the queue grows without end");
const linear = { kind: "linear", low: 0, high: 100 };

test("a curve ends where nothing can be served, and is drawn finer before its end", () => {
  const { points, edge, why } = curve(1, 120, true, single);
  assert.ok(Math.abs(edge - 100) < 1e-4);
  assert.equal(why, "the queue grows without end");
  assert.deepEqual(points.map(([load]) => load), points.map(([load]) => load).sort((one, other) => one - other));
  assert.ok(points.every(([load, value]) => value === single(load)));
  const near = points.filter(([load]) => load > 90).length;
  assert.ok(near > points.filter(([load]) => load < 11).length, "more points where it bends");
});

test("a curve without an end spans all loads; one without a beginning has no points", () => {
  const open = curve(1, 50, false, single);
  assert.deepEqual([open.edge, open.points[0][0], open.points.at(-1)[0]], [null, 1, 50]);
  assert.deepEqual(curve(100, 120, false, single), { points: [], edge: 100, why: "the queue grows without end" });
});

test("loads are simulated where there is a steady state", () => {
  assert.deepEqual(sampled(1, 120, 100, true), [20, 40, 60, 70, 80, 90, 95]);
  assert.deepEqual(sampled(30, 50, null, true), [30, 35, 40, 45, 48]);
  assert.deepEqual(sampled(1, 2, 0.5, true), []);
});

test("the scale shows marks and target, and no guess that is far off", () => {
  const line = curve(1, 120, true, single);
  assert.deepEqual(scaleOf("linear", line, [0.05], []), { kind: "linear", low: 0, high: 0.08 });
  assert.ok(scaleOf("linear", line, [0.05], [0.2]).high > 0.2);
  assert.equal(scaleOf("linear", line, [0.05], [50]).high, 0.08);
  const open = { points: [[0, 1], [80, 2], [90, 3], [100, 40]], edge: null, why: "" };
  assert.equal(scaleOf("linear", open, [], []).high, 10, "a steep end leaves the chart");
  const log = scaleOf("log", line, [0.05], []);
  assert.ok(log.low > 0 && log.low <= single(1) && log.high >= single(98));
});

test("a line is cut where it leaves the chart", () => {
  assert.deepEqual(cut([[0, 0], [2, 4], [3, 8]], 2), [[0, 0], [1, 2], [2, null], [3, null]]);
  assert.deepEqual(cut([[0, 4], [2, 0], [3, null]], 2), [[0, null], [1, 2], [2, 0], [3, null]]);
});

test("spans are cut at the ends of the scale; marks stand where they belong", () => {
  const parts = [
    { kind: "spans", rows: [[50, 40, 120], [60, 110, 120]] }, { kind: "level", at: 25 },
    { kind: "zone", from: 80, to: 100 }, { kind: "former", at: [10, 10] }, { kind: "former", at: [20, null] },
  ];
  const svg = drawing({ label: "", x: linear, y: linear, parts });
  assert.equal(svg.match(/<line class="il-chart-span"/g).length, 1, "one lies beyond");
  assert.match(svg, /<line class="il-chart-span" x1="50%" x2="50%" y1="0%" y2="60%"\/><svg class="il-chart-box" x="50%" y="60%">/);
  assert.match(svg, /<line class="il-chart-level" x2="100%" y1="75%" y2="75%"\/>/);
  assert.match(svg, /<rect class="il-chart-zone" x="80%" width="20%" height="100%"\/>/);
  assert.equal(svg.match(/<circle class="il-chart-former"/g).length, 1);
});

test("a simulation is given base units", () => {
  const scene = {
    inputs: [{ name: "service", factor: 0.001 }],
    instrument: { simulation: { with: { service: { input: "service" }, arrivals: { output: "rate" }, servers: { value: 2 } } } },
  };
  assert.deepEqual(parameters(scene, { service: 5 }, { rate: 90 }), { service: 0.005, arrivals: 90, servers: 2 });
});

const later = (ms) => new Promise((done) => setTimeout(done, ms));

test("samples: the most urgent first, coarse before fine, none twice, old wishes given up", async () => {
  const asked = [];
  const run = async ({ load }, { customers, onPartial, signal }) => {
    asked.push([load, customers]);
    onPartial({ customers: customers / 2, p99: 1, p99Half: customers > 1e6 ? 0.1 : NaN });
    await later(0);
    signal.throwIfAborted();
    return { customers, p99: 2, p99Half: 0.2 };
  };
  let changes = 0;
  const samples = new Samples(run, () => (changes += 1));
  const [here, there] = [1, 2].map((load) => ({ load, params: { load } }));
  samples.want([there], 1);
  samples.want([here, there], 1);
  assert.equal(samples.at(here), null);
  assert.ok(samples.busy);
  await later(400);
  assert.deepEqual(asked, [[1, 60_000], [2, 60_000], [1, 1_000_000], [2, 1_000_000], [1, 4_000_000]]);
  assert.equal(samples.at(here).customers, 4_000_000);
  assert.ok(!samples.busy && changes > 5);
  samples.want([there], 1);
  await later(250);
  assert.deepEqual(asked.slice(5), [[2, 4_000_000]], "only what is not known yet");
  samples.want([here], 2);
  assert.equal(samples.at(here), null, "another seed is another run");
  samples.stop();
});

test("samples: without an interval nothing is shown, and where there is no result none is asked again", async () => {
  let calls = 0;
  const samples = new Samples(async () => {
    calls += 1;
    throw new Error("no steady state");
  }, () => {});
  const place = { load: 1, params: { load: 1 } };
  samples.want([place], 1);
  await later(250);
  assert.equal(samples.at(place), null);
  samples.want([place], 1);
  await later(200);
  assert.ok(calls <= 3, `${calls} calls`);
  samples.keep(place, { customers: 9, p99: 1, p99Half: NaN }, 0);
  assert.equal(samples.at(place), null);
});

test("pieces follow one another; one without a value takes no room", () => {
  const segments = [{ output: "a", phase: "wait" }, { output: "b", phase: "compute" }, { output: "c", phase: "wait" }];
  const all = falls.pieces(segments, { a: 1, b: "no value", c: 2 });
  assert.deepEqual(all.map(({ start, end, why }) => [start, end, why]), [[0, 1, ""], [1, 1, "no value"], [1, 3, ""]]);
  assert.deepEqual(falls.phases(all), [["wait", 3]]);
  assert.deepEqual(falls.scaleOf([3], [50]), { kind: "linear", low: 0, high: 3 });
  assert.deepEqual(falls.scaleOf([3], [5]).high, 5);
  assert.deepEqual(falls.scaleOf([0], []).high, 1);
  assert.equal(falls.percent({ kind: "linear", low: 0, high: 8 }, 1), "12.5%");
  assert.equal(falls.percent({ kind: "linear", low: 0, high: 8 }, 9), "100%");
});

test("a link is full at its end, and what is more is said", () => {
  assert.deepEqual(falls.strip(0.4), { used: 40, over: 0 });
  assert.deepEqual(falls.strip(1.25), { used: 100, over: 50 });
  assert.deepEqual(falls.strip(9), { used: 100, over: 100 });
  assert.equal(falls.fullness(0.4), "40 % in use");
  assert.equal(falls.fullness(0.0123), "1.2 % in use");
  assert.equal(falls.fullness(1), "100 % in use: full");
  assert.equal(falls.fullness(1.29), "129 % asked for: saturated, 29 % more than it carries");
});

const settings = { blocks: 96, block: 16, longest: 256, mean_prompt: 64, mean_output: 48, arrivals: 12, token: 0.05, shared: 32, policy: 0, budget: 2 };
const recorded = (seed) => {
  const run = new Cache(settings, { seed, steps: 120 });
  while (!run.step());
  return run.result();
};

test("the blocks that are drawn add up to what was counted, at every step", () => {
  const trace = recorded(3);
  for (const kind of ["contiguous", "buddy", "paged"]) {
    const { counters } = trace[kind];
    for (let step = 0; step < trace.steps; step += 1) {
      const all = blocks.cells(trace, trace[kind], step);
      const sum = (key) => all.reduce((total, cell) => total + cell[key], 0);
      assert.equal(sum("tokens"), counters.used[step], `${kind} ${step}: filled`);
      assert.equal(sum("reserved"), counters.reserved[step], `${kind} ${step}: reserved`);
      assert.equal(sum("internal"), counters.internal[step], `${kind} ${step}: never used`);
      const taken = all.filter(({ owner }) => owner).length;
      assert.equal((trace.blocks - taken) * trace.block, counters.free[step], `${kind} ${step}: free`);
    }
  }
});

test("who gave way is who the log says", () => {
  const { paged, steps } = recorded(3);
  const all = Array.from({ length: steps }, (_, step) => blocks.befell(paged.log, step, PREEMPTED).length);
  assert.equal(all.reduce((sum, one) => sum + one), paged.counters.preempted.at(-1));
  assert.ok(paged.counters.preempted.at(-1) > 0, "the case is one where requests give way");
});

test("a grid has full rows where it can, and is as flat as asked for", () => {
  assert.deepEqual(blocks.gridFor(256), { columns: 16, rows: 16 });
  assert.deepEqual(blocks.gridFor(256, 4), { columns: 32, rows: 8 });
  assert.deepEqual(blocks.gridFor(97), { columns: 10, rows: 10 });
  assert.deepEqual(blocks.gridFor(1), { columns: 1, rows: 1 });
});

test("neighbours that hold the same are one outline; a block filled in part has several", () => {
  const grid = { columns: 4, rows: 2 };
  const cell = (owner, tokens = 0, reserved = 0, internal = 0) => ({ owner, tokens, reserved, internal });
  const all = [cell(2, 8), cell(2, 8), cell(2, 4, 2, 2), cell(0), cell(8, 8), cell(3, 0, 0, 8), cell(3, 0, 0, 8), cell(1, 8)];
  assert.deepEqual(blocks.outlines(all, grid, 8), {
    owner0: "M0,0h20v10h-20zM20,5h10v5h-10zM0,10h10v10h-10z",
    reserved: "M20,2.5h10v2.5h-10z",
    internal: "M20,0h10v2.5h-10zM10,10h20v10h-20z",
    shared: "M30,10h10v10h-10z",
  });
  assert.equal(blocks.outlineOf(all, grid, 3), "M10,10h10v10h-10zM20,10h10v10h-10z");
  assert.equal(blocks.outlineOf(all, grid, 0), "");
  assert.equal(blocks.told(all, 2, 8), "Block 3, request 1: 4 of 8 tokens filled, 2 reserved for tokens to come, 2 never used. In all 3 blocks: 20 filled, 2 reserved, 2 never used.");
  assert.equal(blocks.told(all, 3, 8), "Block 4, free.");
  assert.equal(blocks.told(all, 7, 8), "Block 8, prefix shared by all: 8 of 8 tokens filled. In all 1 block: 8 filled.");
});

test("arrow keys move through the grid and stay in it", () => {
  const grid = { columns: 4, rows: 2 };
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => blocks.moved(key, 5, 8, grid)), [4, 6, 1, 5]);
  assert.equal(blocks.moved("Tab", 5, 8, grid), null);
});
