import assert from "node:assert/strict";
import { test } from "node:test";

const { address, announcement, asked, named, wanted } = await import(`${process.env.FRONTEND}/slide-steps.mjs`);

test("keys lead to slides and stop at both ends", () => {
  for (const key of ["ArrowRight", "PageDown"]) assert.deepEqual([0, 4, 5].map((at) => asked(key, at, 6)), [1, 5, 5]);
  for (const key of ["ArrowLeft", "PageUp"]) assert.deepEqual([5, 1, 0].map((at) => asked(key, at, 6)), [4, 0, 0]);
  assert.equal(asked("Home", 3, 6), 0);
  assert.equal(asked("End", 3, 6), 5);
});
test("other keys ask for the overview, for notes, or for nothing", () => {
  for (const key of ["Escape", "o", "O"]) assert.equal(asked(key, 2, 6), "overview");
  for (const key of ["n", "N"]) assert.equal(asked(key, 2, 6), "notes");
  for (const key of ["a", "ArrowDown", "Tab", "Enter", " "]) assert.equal(asked(key, 2, 6), null);
});
test("an address names a slide, or the first one", () => {
  assert.equal(named("#flow", ["overview", "flow"]), 1);
  assert.equal(named("#elsewhere", ["overview", "flow"]), 0);
  assert.equal(named("", ["overview", "flow"]), 0);
  assert.equal(named("#%C3%A9", ["a", "é"]), 1);
});
test("a slide is announced with its place and title", () => {
  assert.equal(announcement(1, ["Overview", "Flow"]), "slide 2 of 2: Flow");
});
test("an address keeps what others wrote", () => {
  const href = "https://example.org/a/?q=1#old";
  const presenting = address(href, "flow", true);
  assert.equal(presenting, "https://example.org/a/?q=1&present=1#flow");
  assert.ok(wanted(presenting) && !wanted(href));
  assert.equal(address(presenting, "flow", false), "https://example.org/a/?q=1#flow");
  assert.equal(address(address("https://example.org/a/", "x", true), "y", true), "https://example.org/a/?present=1#y");
});
