// Slices, partial results, ends and errors, with a clock of the test's own; then the client without a worker.
import assert from "node:assert/strict";
import test from "node:test";

const at = process.env.FRONTEND;
const { Jobs } = await import(`${at}/mission/jobs.mjs`);
const { simulate, latest } = await import(`${at}/mission/simulate.mjs`);
const { DomainError } = await import(`${at}/numeric.mjs`);

const QUEUE = { arrivals: 0.5, service: 1, servers: 1, variability: 1 };
const CACHE = { blocks: 32, block: 16, longest: 256, mean_prompt: 40, mean_output: 64, arrivals: 2, token: 0.05, budget: 2 };
const start = (id, customers, kind = "queue", settings = QUEUE) => ({ id, kind, settings, options: { seed: 1, customers } });

/** Jobs whose clock goes on by a millisecond at each look; `turn` does one slice. */
function bench() {
  const [answers, waiting] = [[], []];
  let now = 0;
  const jobs = new Jobs((answer) => answers.push(answer), (work) => waiting.push(work), () => (now += 1));
  return { jobs, answers, waiting, turn: () => waiting.shift()() };
}

test("two jobs take turns, each tells what it knows and then its result", () => {
  const { jobs, answers, waiting, turn } = bench();
  jobs.receive(start(1, 400_000));
  jobs.receive(start(2, 400_000));
  assert.equal(waiting.length, 1);
  while (waiting.length) turn();
  const partials = answers.filter((one) => one.partial).map((one) => one.id);
  assert.ok(partials.length >= 8);
  partials.forEach((id, index) => assert.equal(id, partials[index % 2]));
  const ends = answers.filter((one) => one.result);
  assert.deepEqual(ends.map((one) => one.id).sort(), [1, 2]);
  assert.deepEqual(ends[0].result, ends[1].result);
  const seen = answers.filter((one) => one.partial && one.id === 1).map((one) => one.partial);
  seen.forEach((one, index) => assert.ok(one.customers > (seen[index - 1]?.customers ?? 0)));
  assert.ok(seen.every((one) => one.p99Half > 0 && one.meanHalf > 0));
  assert.ok(seen[0].meanHalf > ends[0].result.meanHalf);
});

test("what is cancelled is heard of no more, and nothing is left waiting", () => {
  const { jobs, answers, waiting, turn } = bench();
  jobs.receive(start(1, 1e6));
  turn();
  jobs.receive({ id: 1, cancel: true });
  while (waiting.length) turn();
  assert.deepEqual(answers, []);
});

test("simulations rest while a control moves, and go on by themselves afterwards", () => {
  const [answers, soon, rests] = [[], [], []];
  let now = 0;
  const jobs = new Jobs((answer) => answers.push(answer), (work) => soon.push(work), () => now, (work, wait) => rests.push({ work, wait }));
  jobs.receive(start(1, 1000));
  jobs.receive({ hold: 80 });
  soon.shift()();
  assert.deepEqual([answers.length, soon.length, rests.map(({ wait }) => wait)], [0, 0, [80]]);
  now = 50;
  jobs.receive({ hold: 80 });
  jobs.receive(start(2, 1000));
  now = 80;
  rests.shift().work();
  assert.deepEqual([answers.length, soon.length, rests.map(({ wait }) => wait)], [0, 0, [50]]);
  now = 130;
  rests.shift().work();
  while (soon.length) soon.shift()();
  assert.deepEqual(answers.map(({ id, result }) => [id, result.customers]), [[1, 1080], [2, 1080]]);
  assert.deepEqual(rests, []);
});

test("an error belongs to the job that made it", () => {
  const { jobs, answers, waiting, turn } = bench();
  jobs.receive(start(1, 1000, "queue", { ...QUEUE, arrivals: 2 }));
  jobs.receive(start(2, 1000, "nothing"));
  jobs.receive(start(3, 1000));
  while (waiting.length) turn();
  assert.deepEqual(answers[0], { id: 1, error: "the queue grows without end", domain: true });
  assert.deepEqual(answers[1], { id: 2, error: "no simulation 'nothing'", domain: false });
  assert.equal(answers[2].result.customers, 1080);
});

test("a cache has no partial results", () => {
  const { jobs, answers, waiting, turn } = bench();
  jobs.receive(start(1, undefined, "cache", CACHE));
  while (waiting.length) turn();
  assert.equal(answers.length, 1);
  assert.equal(answers[0].result.steps, 256);
});

test("without a worker the same results come, in between other work", async () => {
  let others = 0;
  const timer = setInterval(() => (others += 1), 1);
  const partials = [];
  const options = { seed: 1, customers: 3e6, onPartial: (one) => partials.push(one.customers) };
  const [queue, cache] = await Promise.all([simulate("queue", QUEUE, options), simulate("cache", CACHE, { seed: 1, steps: 20 })]);
  clearInterval(timer);
  assert.equal(queue.customers, 3e6);
  assert.equal(cache.steps, 20);
  assert.ok(partials.length > 0 && others > 3);
});

test("an abort and a new call end a simulation", async () => {
  const gone = new AbortController();
  const long = { seed: 1, customers: 1e9 };
  const first = simulate("queue", QUEUE, { ...long, signal: gone.signal });
  setTimeout(() => gone.abort(new Error("left")), 20);
  await assert.rejects(first, /left/);
  await assert.rejects(simulate("queue", QUEUE, { ...long, signal: gone.signal }), /left/);
  const { run, end } = latest();
  const before = run("queue", QUEUE, long);
  const after = run("queue", QUEUE, { seed: 1, customers: 1000 });
  await assert.rejects(before, { name: "AbortError" });
  assert.equal((await after).customers, 1080);
  const outer = new AbortController();
  const third = run("queue", QUEUE, { ...long, signal: outer.signal });
  outer.abort(new Error("page left"));
  await assert.rejects(third, /page left/);
  const fourth = run("queue", QUEUE, long);
  end();
  await assert.rejects(fourth, { name: "AbortError" });
});

test("what has no result says why", async () => {
  await assert.rejects(simulate("queue", { ...QUEUE, arrivals: 1 }, { seed: 1 }), DomainError);
});
