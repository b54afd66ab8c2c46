// The ledger: its form, merging, what storage may do to it, evidence, files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";

const at = `${process.env.FRONTEND}/mission`;
const { parsed, readLedger, written } = await import(`${at}/ledger-form.mjs`);
const { Ledger, empty, merged } = await import(`${at}/ledger.mjs`);
const { Keeper } = await import(`${at}/storage.mjs`);
const { evidenceOf, inputsHash, staleness } = await import(`${at}/evidence.mjs`);
const { calibrationSaid, regretSaid } = await import(`${at}/ledger-rows.mjs`);
const { csv, markdown } = await import(`${at}/export.mjs`);
const { missionOf } = await import(`${at}/scene-model.mjs`);
const { replay } = await import(`${at}/replay.mjs`);
const { sha256 } = await import(`${at}/sha256.mjs`);

const [sample, second] = [0, 1].map((form) => readFileSync(new URL(`samples/ledger-${form}.json`, import.meta.url), "utf8"));
const moment = (ms) => new Date(Date.UTC(2026, 10, 21) + ms).toISOString();
const guess = (ms, more = {}) => ({ option: 1, right: true, estimate: 0.3, truth: 0.3, confidence: 0.8, when: moment(ms), ...more });
const answer = (ms, given) => ({ given, right: given === "5", when: moment(ms) });
const entry = (ms, more = {}) => ({ ...new Ledger("m").entry("a", "b"), changed: moment(ms), ...more });
const scene = {
  mission: "queue", track: "desk", part: "knee", fingerprint: "model-1", right: 1, shown: ["tail"],
  names: { mission: "A queue", track: "The desk", part: "The knee" },
  inputs: [
    { name: "rate", label: "Arrival rate", in: "1/s", kind: "quantity", default: 50, choices: [] },
    { name: "mode", label: "Mode", in: "", kind: "choice", default: 1, choices: [{ value: 1, label: "one by one" }, { value: 2, label: "in pairs" }] },
  ],
  outputs: [{ key: "tail", label: "Tail", unit: "Seconds", digits: 4, arguments: {} }],
  instrument: { simulation: null }, estimate: { output: "tail", in: "ms", factor: 0.001, at: {} }, target: { output: "tail", in: "ms", factor: 0.001, at_least: null, at_most: 60 },
};
const mission = missionOf([scene], []);

/** What a browser offers, as a page meets it. */
function storage(limit = Infinity) {
  const held = new Map();
  return {
    held,
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (name) => held.get(name) ?? null,
    removeItem: (name) => held.delete(name),
    setItem: (name, text) => {
      if (text.length > limit) throw Object.assign(new Error("no room"), { name: "QuotaExceededError" });
      held.set(name, text);
    },
  };
}
const refusing = () => {
  throw Object.assign(new Error("refused"), { name: "SecurityError" });
};
const page = (place) => new Keeper(new Ledger("queue"), () => place);

test("the first form is read as the last: nothing of it is lost", () => {
  const { state } = readLedger(sample, "queue");
  const old = JSON.parse(sample);
  const now = state.entries["desk/knee"];
  for (const name of ["predictions", "settings", "seed", "results", "diary", "reflection"]) assert.deepEqual(now[name], old.entries["desk/knee"][name]);
  assert.deepEqual(now.met, { rate: "60" });
  assert.equal(state.entries["gate/knee"].met, null);
  assert.equal(now.changed, "2026-11-20T09:05:00.000Z");
  const { commitments, defence } = state.strategies.desk;
  assert.equal(defence, "Because.");
  assert.deepEqual([commitments[0].regret, commitments[0].settings, commitments[0].stance], [0.25, { servers: "4" }, "Throughput first"]);
  assert.deepEqual(readLedger(written("queue", state), "queue").state, state);
});

test("the second form is read as the last: it had no answers", () => {
  const { state } = readLedger(second, "queue");
  const { ledger: form, mission: of, ...old } = JSON.parse(second);
  assert.deepEqual([form, of], [1, "queue"]);
  for (const one of Object.values(old.entries)) one.answers = [];
  assert.deepEqual(state, old);
  assert.equal(JSON.parse(written("queue", state)).ledger, 2);
});

test("what is no ledger is refused with a reason", () => {
  const whole = JSON.parse(written("queue", readLedger(sample, "queue").state));
  const broken = (change) => {
    const copy = structuredClone(whole);
    change(copy);
    return JSON.stringify(copy);
  };
  const one = (copy) => copy.entries["desk/knee"];
  for (const [text, reason] of [
    ["", /not JSON/], ["{", /not JSON/], ["[]", /named things are missing/], ["3", /named things/], ["null", /named things/], ["{}", /no ledger/],
    [written("queue", empty()).slice(0, -4), /cut off/],
    [broken((copy) => (copy.ledger = 9)), /form 9/],
    [broken((copy) => (copy.ledger = "1")), /which form/],
    [broken((copy) => (copy.mission = "other")), /another mission, “other”/],
    [broken((copy) => (copy.entries = [])), /In entries/],
    [broken((copy) => (one(copy).predictions[0].truth = "0.46")), /prediction 1, truth, a number is missing/],
    [broken((copy) => (one(copy).predictions[0].confidence = 60)), /between 0 and 1/],
    [broken((copy) => (one(copy).predictions[0].when = "yesterday")), /a time is missing/],
    [broken((copy) => (one(copy).settings.rate = 60)), /settings, rate, a text is missing/],
    [broken((copy) => (one(copy).seed = 1.5)), /a whole number/],
    [broken((copy) => (one(copy).reflection = "x".repeat(30000))), /longer than/],
    [broken((copy) => delete one(copy).answers), /answers, a list is missing/],
    [broken((copy) => (one(copy).answers = [{ given: 5, right: true, when: moment(1) }])), /answer 1, given, a text is missing/],
    [broken((copy) => (one(copy).answers = [{ given: "5", right: "yes", when: moment(1) }])), /answer 1, “right” is neither/],
    [broken((copy) => (one(copy).diary = Array(3000).fill({}))), /more than 2000/],
    [broken((copy) => (copy.strategies.desk = null)), /strategies, desk/],
  ]) {
    const found = readLedger(text, "queue");
    assert.match(found.fault ?? "read", reason);
  }
  assert.equal(parsed(JSON.stringify(whole)).mission, "queue");
});

test("names of the language do no harm", () => {
  const text = `{"ledger":2,"mission":"queue","track":"","cleared":"","strategies":{},"entries":{"__proto__":${JSON.stringify(entry(1))}}}`;
  const { state } = readLedger(text, "queue");
  assert.deepEqual(Object.keys(state.entries), ["__proto__"]);
  assert.equal({}.changed, undefined);
});

test("of two states the later entry counts, and the predictions and answers of both", () => {
  const own = { ...empty(), track: "a", entries: { "a/b": entry(5, { seed: 5, predictions: [guess(1), guess(4)], answers: [answer(3, "5")] }), "a/c": entry(1) } };
  const other = { ...empty(), track: "z", entries: { "a/b": entry(3, { seed: 3, predictions: [guess(1), guess(2)], answers: [answer(2, "4")] }), "z/b": entry(2) } };
  for (const found of [merged(own, other), merged(other, own)]) {
    assert.deepEqual(Object.keys(found.entries), ["a/b", "a/c", "z/b"]);
    assert.equal(found.entries["a/b"].seed, 5);
    assert.deepEqual(found.entries["a/b"].predictions.map(({ when }) => when), [1, 2, 4].map(moment));
    assert.deepEqual(found.entries["a/b"].answers, [answer(2, "4"), answer(3, "5")]);
  }
  assert.equal(merged(own, other).track, "a");
  const cleared = merged(own, { ...empty(), cleared: moment(4) });
  assert.deepEqual(Object.keys(cleared.entries), ["a/b"]);
  assert.deepEqual(merged({ ...empty(), cleared: moment(9) }, own).entries, {});
});

test("two pages on one storage lose nothing of each other", () => {
  const place = storage();
  const [first, second] = [page(place), page(place)];
  first.ledger.write("desk", "knee", { predictions: [guess(1)], seed: 7 });
  second.ledger.write("gate", "knee", { reflection: "From the second." });
  first.ledger.write("desk", "split", { draft: "…" });
  second.ledger.write("desk", "knee", { predictions: [...second.ledger.entry("desk", "knee").predictions, guess(2)] });
  const third = page(place);
  assert.deepEqual(Object.keys(third.ledger.state.entries), ["desk/knee", "desk/split", "gate/knee"]);
  assert.equal(third.ledger.entry("desk", "knee").predictions.length, 2);
  assert.equal(third.ledger.entry("desk", "knee").seed, 7);
  assert.equal(third.words, "saved earlier");
  // The other wrote at the same moment, and did not see this page's entry.
  const blind = JSON.parse(place.held.get("il.mission.queue"));
  delete blind.entries["desk/split"];
  place.held.set("il.mission.queue", JSON.stringify(blind));
  first.hear({ key: "il.mission.queue", newValue: JSON.stringify(blind) });
  assert.ok("desk/split" in JSON.parse(place.held.get("il.mission.queue")).entries);
  let replaced = 0;
  second.ledger.addEventListener("replaced", () => (replaced += 1));
  first.ledger.replace(empty());
  second.hear({ key: "il.mission.queue", newValue: place.held.get("il.mission.queue") });
  assert.deepEqual([second.ledger.state.entries, replaced], [{}, 1]);
});

test("a file can be joined or take the place of all, also after clearing", () => {
  const { ledger } = page(storage());
  const { state } = readLedger(sample, "queue");
  ledger.write("gate", "knee", { seed: 9 });
  ledger.join(state);
  assert.deepEqual([ledger.entry("gate", "knee").seed, ledger.entry("desk", "knee").seed], [9, 3]);
  ledger.replace(empty());
  ledger.join(state);
  assert.equal(ledger.entry("desk", "knee").predictions.length, 2);
  ledger.replace(state);
  ledger.refresh();
  assert.deepEqual([ledger.entry("gate", "knee").seed, ledger.entry("desk", "knee").seed], [1, 3]);
});

test("what cannot be kept is said, and what cannot be read is set aside", () => {
  const refused = new Keeper(new Ledger("queue"), refusing);
  refused.ledger.write("desk", "knee", { seed: 2 });
  assert.deepEqual([refused.words, refused.ledger.entry("desk", "knee").seed], ["not saved: storage is refused", 2]);
  const full = page(storage(10));
  full.ledger.write("desk", "knee", { seed: 2 });
  assert.equal(full.words, "not saved: storage is full");
  const place = storage();
  place.held.set("il.mission.queue", "{broken");
  const careful = page(place);
  assert.deepEqual([...place.held].map(([name, text]) => [name.startsWith("il.mission.queue.aside."), text]), [[true, "{broken"]]);
  careful.ledger.write("desk", "knee", { seed: 2 });
  assert.match(careful.words, /^saved \d\d:\d\d$/);
  assert.equal(place.held.size, 2);
  for (const one of [careful, page(place)]) {
    assert.deepEqual(one.asides.map(({ text, reading }) => [text, reading.fault]), [["{broken", "It is not JSON, or was cut off."]]);
  }
  const told = [];
  const other = page(place);
  other.addEventListener("saving", () => told.push(other.asides.length));
  place.held.set("il.mission.queue.aside.2026-11-20T09:00:00.000Z", written("queue", readLedger(sample, "queue").state));
  other.hear({ key: "il.mission.queue.aside.2026-11-20T09:00:00.000Z", newValue: "" });
  assert.ok("state" in other.asides[0].reading);
  const [older, broken] = other.asides.map(({ name }) => name);
  other.dismiss(broken);
  assert.deepEqual(page(place).asides.map(({ name }) => name), [older]);
  assert.equal(place.held.get(broken), "{broken");
  other.remove(older);
  assert.deepEqual([page(place).asides, told], [[], [2, 1, 0]]);
  const tight = storage(3);
  tight.held.set("il.mission.queue", "{broken");
  const stuck = page(tight);
  stuck.ledger.write("desk", "knee", { seed: 2 });
  assert.equal(stuck.words, "not saved: what is stored cannot be read");
  assert.equal(tight.held.get("il.mission.queue"), "{broken");
  assert.match(stuck.blocked, /cannot be read .* Nothing is written over it/);
  assert.deepEqual(refused.asides, []);
});

test("evidence is stale once a choice, the seed or the model changes, and says which", () => {
  const made = entry(1, { settings: { rate: "60" }, results: { tail: "115.1 ms" } });
  const evidence = evidenceOf(made, "model-1");
  assert.equal(staleness(evidence, made, scene), "");
  assert.equal(staleness(evidence, { ...made, settings: { rate: "70", mode: "2" } }, scene), "it was made with Arrival rate 60 1/s; it was made with Mode: one by one");
  assert.equal(staleness(evidence, { ...made, seed: 2 }, scene), "it was made with seed 1");
  assert.equal(staleness(evidence, made, { ...scene, fingerprint: "model-2" }), "the model has changed");
  assert.equal(inputsHash("m", { a: "1", b: "2" }, 1), inputsHash("m", { b: "2", a: "1" }, 1));
});

test("the hash is SHA-256", () => {
  for (const text of ["", "abc", "é–".repeat(40), "x".repeat(1000)]) assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
});

test("a calibration and a regret are sentences", () => {
  assert.match(calibrationSaid([]), /^No prediction yet/);
  assert.match(calibrationSaid([guess(1), guess(2, { right: false })]), /^Calibration 66 of 100: 80 % sure on average, and a hit in 1 of 2; confidence ran ahead/);
  assert.match(calibrationSaid([guess(1, { confidence: 0.3 })]), /success ran ahead/);
  assert.match(calibrationSaid([guess(1, { confidence: 0.9 })]), /confidence and success agree/);
  assert.deepEqual([null, 0, 0.12345].map((share) => regretSaid(share).split(":")[0]), ["cannot be used", "in the Pareto set", "regret 12.3 % of what the designs span"]);
});

test("files that people and tables read", () => {
  const ledger = new Ledger("queue");
  ledger.put(readLedger(sample, "queue").state);
  const text = markdown(mission, ledger);
  assert.match(text, /^# Ledger: A queue\n\nCalibration 42 of 100/);
  assert.match(text, /## The desk\n\n### The knee\n\n- Prediction 1: 300 ms where the model says 460\.5 ms, off by a factor of 1\.5; mechanism right; 60 % sure; no hit\n/);
  assert.match(text, /\n> The share that is left\.\n/);
  ledger.write("desk", "knee", { answers: [answer(1, "4"), answer(2, "5")] });
  assert.ok(markdown(mission, ledger).includes("\n- Answer 1: “4”, wrong\n- Answer 2: “5”, right\n\n> The share"));
  assert.ok(csv(mission, ledger).includes(`The desk,The knee,answer,4,wrong,${moment(1)}\r\nThe desk,The knee,answer,5,right,`));
  assert.deepEqual(JSON.parse(written("queue", ledger.state)).entries["desk/knee"].answers[1], answer(2, "5"));
  ledger.replace({ ...empty(), entries: { "desk/knee": entry(1, { answers: [answer(1, "4")] }) } });
  assert.match(markdown(mission, ledger), /### The knee\n\n- Answer 1: “4”, wrong\n$/);
  ledger.put(readLedger(sample, "queue").state);
  ledger.write("desk", "knee", { reflection: '=cmd("a, b")' });
  assert.ok(csv(mission, ledger).includes(`The desk,The knee,reflection,"'=cmd(""a, b"")",,\r\n`));
});

test("an answer is judged again when a ledger is replayed", async () => {
  const bare = { ...scene, outputs: [], inverse: [] };
  const asked = missionOf([bare], [], { knee: { number: "5", tolerance: "1 %", unit: "" } });
  const lines = async (mission, answers) => {
    const state = { ...empty(), entries: { "desk/knee": entry(1, { answers }) } };
    return (await replay(mission, state, async () => ({}))).map(({ what, recorded, computed, verdict }) => [what, recorded, computed, verdict]);
  };
  assert.deepEqual(await lines(asked, [answer(1, "4"), answer(2, "5"), { ...answer(3, "6"), right: true }]), [
    ["answer 1, “4”", "wrong", "wrong", "confirmed"],
    ["answer 2, “5”", "right", "right", "confirmed"],
    ["answer 3, “6”", "right", "wrong", "contradicted"],
  ]);
  assert.deepEqual((await lines(missionOf([bare], []), [answer(1, "4")]))[0][3], "cannot be checked");
});
