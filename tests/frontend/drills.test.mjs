import assert from "node:assert/strict";
import { test } from "node:test";

const drills = await import(`${process.env.FRONTEND}/drill-progress.mjs`);
const { account, choiceOf, chosen, clock, dueAt, graded, nextDue, queue, readBack, searchOf, spoken, written } = drills;

const NOON = new Date("2026-11-21T12:00:00Z");
const later = (/** @type {number} */ minutes) => new Date(+NOON + minutes * 60_000);
const card = (/** @type {string} */ id, group = "scale", concepts = ["tp"]) => ({ id, group, concepts });
const cards = [card("a"), card("b"), card("c"), card("d", "serving", ["kv-cache", "ttft"])];

test("better grades come back later, and the same grade later each time", () => {
  const after = [1, 2, 3, 4].map((grade) => dueAt(graded(undefined, grade, NOON)) - +NOON);
  assert.deepEqual(after, [...after].sort((a, b) => a - b));
  assert.equal(new Set(after).size, 4);
  assert.equal(after[0], 60_000);
  let known = graded(undefined, 4, NOON);
  const first = dueAt(known) - +NOON;
  const then = new Date(known.due);
  known = graded(known, 3, then);
  assert.ok(dueAt(known) - +then > first);
  assert.equal(known.reps, 2);
});
test("a card that was known and is forgotten comes back within the hour", () => {
  const known = graded(graded(undefined, 4, NOON), 4, later(30 * 1440));
  const lapsed = graded(known, 1, new Date(known.due));
  assert.equal(lapsed.lapses, 1);
  assert.ok(dueAt(lapsed) - +new Date(known.due) < 3_600_000);
});
test("due cards come first, the longest due of them, then new ones as written", () => {
  const progress = { c: graded(undefined, 1, later(-10)), b: graded(undefined, 1, later(-90)), d: graded(undefined, 4, NOON) };
  assert.deepEqual(queue(cards, progress, NOON), ["b", "c", "a"]);
  assert.deepEqual(queue(cards, {}, NOON), ["a", "b", "c", "d"]);
  assert.equal(nextDue(cards, progress, NOON), dueAt(progress.d));
  assert.equal(nextDue(cards, {}, NOON), null);
});
test("a group and a concept choose cards, and the address holds the choice", () => {
  assert.ok(chosen(cards[3], { group: "serving", concept: "ttft" }));
  assert.ok(!chosen(cards[3], { group: "scale", concept: "ttft" }));
  assert.ok(!chosen(cards[3], { group: "", concept: "tp" }));
  assert.ok(chosen(cards[0], { group: "", concept: "" }));
  assert.equal(searchOf("?x=1&group=old", { group: "", concept: "tp" }), "?x=1&concept=tp");
  assert.equal(searchOf("?concept=tp", { group: "", concept: "" }), "");
  assert.deepEqual(choiceOf("?concept=tp&x=1"), { group: "", concept: "tp" });
});
test("what is written is read back, and grades the same", () => {
  const progress = { a: graded(undefined, 3, NOON), b: graded(undefined, 1, NOON) };
  const back = readBack(written(progress));
  assert.equal(back.problem, "");
  assert.deepEqual(back.progress, JSON.parse(JSON.stringify(progress)));
  assert.deepEqual(graded(back.progress.a, 2, later(20)), graded(progress.a, 2, later(20)));
  assert.deepEqual(readBack(null), { progress: {}, problem: "" });
});
test("what cannot be read is refused whole, with the reason", () => {
  const good = graded(undefined, 3, NOON);
  const cases = /** @type {[string, RegExp][]} */ ([
    ["{", /no JSON/],
    ["[]", /no cards/],
    ["null", /no cards/],
    [JSON.stringify({ version: 2, cards: {} }), /version 2/],
    [JSON.stringify({ version: 1, cards: { a: good, b: { ...good, due: "soon" } } }), /'b'/],
    [JSON.stringify({ version: 1, cards: { a: { ...good, stability: null } } }), /'a'/],
    [JSON.stringify({ version: 1, cards: { a: { ...good, state: 7 } } }), /'a'/],
  ]);
  for (const [text, reason] of cases) {
    const { progress, problem } = readBack(text);
    assert.match(problem, reason);
    assert.deepEqual(progress, {});
  }
});
test("counts, lengths of time and the clock are said in words", () => {
  assert.equal(account(28, 28, 0, 28), "28 cards: 0 due, 28 new.");
  assert.equal(account(3, 28, 1, 2), "3 of 28 cards: 1 due, 2 new.");
  assert.match(account(0, 28, 0, 0), /^None of 28/);
  assert.deepEqual([20_000, 600_000, 3_600_000 * 5, 86_400_000, 86_400_000 * 9, 86_400_000 * 95].map(spoken), ["1 min", "10 min", "5 h", "1 day", "9 days", "3 months"]);
  assert.deepEqual([0, 9.9, 75, 600].map(clock), ["0:00", "0:09", "1:15", "10:00"]);
});
