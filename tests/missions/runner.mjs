// Answers requests about the simulations, one JSON text a line.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const frontend = pathToFileURL(`${process.argv[2]}/`).href;
const { Batches } = await import(`${frontend}mission/batches.mjs`);
const { Cache } = await import(`${frontend}mission/cache.mjs`);
const { Queue } = await import(`${frontend}mission/queue.mjs`);
const { Stream, Times, ln } = await import(`${frontend}mission/random.mjs`);
const { enough, student } = await import(`${frontend}mission/statistics.mjs`);

const KINDS = { queue: Queue, batches: Batches, cache: Cache };
const drawn = (count, draw) => Array.from({ length: count }, draw);

function finished(run) {
  while (!run.step());
  return run;
}

/** The numbers a run was fed with, and what it made of each request. */
function traced([kind, settings, options]) {
  const run = new KINDS[kind](settings, options);
  const [come, times, gaps] = [[], [], []];
  const take = run.tally.add.bind(run.tally);
  run.tally.add = (arrivals, spent, count) => {
    come.push(...arrivals.subarray(0, count));
    times.push(...spent.subarray(0, count));
    take(arrivals, spent, count);
  };
  const spied = (times, name, list) => {
    const call = times[name].bind(times);
    times[name] = (into) => {
      const value = call(into);
      list.push(...(into ?? [value]));
      return value;
    };
    return list;
  };
  spied(run.gaps, "fill", gaps);
  const branches = (run.branches ?? []).map((branch) => ({
    services: spied(branch.requests, "fill", []),
    copies: spied(branch.second, "next", []),
  }));
  const links = run.link ? spied(run.link, "fill", []) : [];
  const result = finished(run).result();
  delete result.histogram;
  return { come, times, gaps, branches, links, result, warmUp: run.tally.warmUp };
}

/** A result as JSON: arrays in full, or as a hash of their bytes. */
function plain(result, hashed) {
  const told = (_, value) => {
    if (!ArrayBuffer.isView(value)) return value;
    return hashed ? createHash("sha256").update(new Uint8Array(value.buffer)).digest("hex") : Array.from(value);
  };
  return JSON.parse(JSON.stringify(result, told));
}

function tried([kind, settings, options], hashed) {
  try {
    return plain(finished(new KINDS[kind](settings, options)).result(), hashed);
  } catch (error) {
    return { refused: error.message };
  }
}

function answer({ bits, times, logarithms, runs, full, traces, students, loads }) {
  return {
    bits: bits?.map(([seed, stream, count]) => {
      const source = new Stream(seed, stream);
      return drawn(count, () => source.bits());
    }),
    times: times?.map(([seed, stream, mean, variation, count]) => {
      const source = new Times(new Stream(seed, stream), mean, variation);
      return drawn(count, () => source.next());
    }),
    logarithms: logarithms?.map(ln),
    runs: runs?.map((run) => tried(run, true)),
    full: full?.map((run) => tried(run, false)),
    traces: traces?.map(traced),
    students: students?.map(student),
    loads: loads?.map((load) => enough(load)),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let text;
  try {
    text = JSON.stringify(answer(JSON.parse(line)));
  } catch (error) {
    text = JSON.stringify({ failed: error.stack });
  }
  process.stdout.write(`${text}\n`);
}
