// @ts-check
// Runs simulations in a worker, or in slices on this thread where a worker cannot be had.
import { DomainError } from "../numeric.mjs";

/**
 * @typedef {import("./queue.mjs").QueueResult} QueueResult
 * @typedef {import("./batches.mjs").BatchResult} BatchResult
 * @typedef {import("./cache.mjs").CacheResult} CacheResult
 * @typedef {{ queue: QueueResult, batches: BatchResult, cache: CacheResult }} Results
 */
/**
 * @template {keyof Results} K
 * @typedef {{ seed: number, customers?: number, steps?: number, onPartial?: (result: Results[K]) => void, signal?: AbortSignal }} Options
 *   `customers` who count, of a queue or of batches: without, as many as keep the mean within 3 %;
 *   `steps` of a cache. A cache has no partial results.
 */
/** @typedef {{ resolve(result: any): void, reject(reason: unknown): void, onPartial?: (result: any) => void, start: import("./jobs.mjs").Start }} Call */

const HOLD = 80; // milliseconds since the last change

/** @type {Map<number, Call>} */
const calls = new Map();
let made = 0;
/** Where messages go, once it is known. @type {((message: object) => void) | null} */
let send = null;

/**
 * The result of a simulation; the same seed gives the same result. Rejects with a `DomainError` where there is
 * none (a queue that grows without end) and with the signal's reason when it is aborted.
 * @template {keyof Results} K
 * @param {K} kind @param {Record<string, number>} settings in base units @param {Options<K>} options
 * @returns {Promise<Results[K]>}
 */
export function simulate(kind, settings, { seed, customers, steps, onPartial, signal }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = (made += 1);
    const start = { id, kind, settings, options: { seed, customers, steps } };
    const stop = () => {
      calls.delete(id);
      send?.({ id, cancel: true });
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
    const ended = (/** @type {(value: any) => void} */ settle) => (/** @type {unknown} */ value) => {
      signal?.removeEventListener("abort", stop);
      settle(value);
    };
    calls.set(id, { resolve: ended(resolve), reject: ended(reject), onPartial, start });
    send ??= connected();
    send(start);
  });
}

/** Lets simulations rest while a control moves, so that nothing shares the machine with what it changes. */
export function hold() {
  send?.({ hold: HOLD });
}

/** Simulations of which each ends the one before: for what follows a control. */
export function latest() {
  let last = new AbortController();
  return {
    /** @type {typeof simulate} */
    run(kind, settings, options) {
      last.abort();
      const own = (last = new AbortController());
      const { signal } = options;
      if (signal?.aborted) own.abort(signal.reason);
      signal?.addEventListener("abort", () => own.abort(signal.reason), { once: true, signal: own.signal });
      return simulate(kind, settings, { ...options, signal: own.signal });
    },
    /** Ends the one that runs. */
    end: () => last.abort(),
  };
}

/** @param {import("./jobs.mjs").Answer} answer */
function hear({ id, partial, result, error, domain }) {
  const call = calls.get(id);
  if (!call) return; // it was cancelled, and the answer was on its way
  if (partial) return call.onPartial?.(partial);
  calls.delete(id);
  if (result) call.resolve(result);
  else call.reject(domain ? new DomainError(error) : new Error(error));
}

/** @returns {(message: object) => void} */
function connected() {
  try {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", () => {
      worker.terminate();
      send = here();
      for (const { start } of calls.values()) send(start);
    });
    return (message) => worker.postMessage(message);
  } catch {
    return here(); // no worker, or none allowed
  }
}

/** @returns {(message: object) => void} */
function here() {
  /** @type {Promise<import("./jobs.mjs").Jobs>} */
  const jobs = import("./jobs.mjs").then(({ Jobs }) => new Jobs(hear));
  return (message) => void jobs.then((one) => one.receive(/** @type {any} */ (message)));
}
