// @ts-check
import { keep, kept, say } from "../reader.mjs";
import { choiceSaid, judged, markdown, readBack, written } from "../worksheet-judge.mjs";

/** @typedef {import("../worksheet-judge.mjs").Entries} Entries */

/** @type {Record<string, string>} */
const STATES = { open: "open", invalid: "wrong", refused: "wrong", usable: "right", good: "right" };

/** A sheet that is filled in, judged, kept in this browser, copied and printed. */
export class Worksheet {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.name = `worksheet.${root.dataset.lab}`;
    this.told = /** @type {HTMLElement} */ (root.querySelector("output"));
    this.answer = root.querySelector("details");
    this.table = tableOf(root);
    this.parts = partsOf(this.form);
    this.signal = signal;
    this.submitted = false;
  }

  start() {
    const { root, signal } = this;
    const { entries, submitted } = readBack(kept(this.name));
    this.submitted = submitted;
    this.fill(entries);
    this.form.addEventListener("input", () => this.store(), { signal });
    this.form.addEventListener("submit", () => this.submit(), { signal });
    for (const [action, act] of /** @type {[string, () => void][]} */ ([
      ["copy", () => this.copy()],
      ["print", () => print()],
      ["clear", () => this.clear()],
    ])) {
      root.querySelector(`[data-action="${action}"]`)?.addEventListener("click", act, { signal });
    }
    // What was written or asked for while this was loaded.
    if (Object.keys(this.entries()).length) this.store();
    if ("asked" in root.dataset) this.submit();
    else if (submitted) this.show();
  }

  submit() {
    const { state } = judged(this.entries(), this.table);
    this.submitted ||= state !== "open";
    this.store();
    this.show();
    if (this.submitted) say("The solver's table and the worked answer are shown below the sheet.");
  }

  /** Shows the verdict; the table and the answer only after a design was submitted. */
  show() {
    const entries = this.entries();
    const { state, words } = judged(entries, this.table);
    this.root.dataset.verdict = state;
    this.root.dataset.state = STATES[state];
    this.told.textContent = words;
    if (!this.submitted) return;
    this.root.dataset.shown = "";
    for (const field of this.parts.flatMap((part) => part.fields)) {
      const line = this.form.querySelector(`[data-field="${field.id}"] .il-ws-said`);
      if (line) line.textContent = choiceSaid(field, entries);
    }
  }

  /** @returns {Entries} */
  entries() {
    const given = [...new FormData(this.form)].map(([name, value]) => [name, String(value)]);
    return Object.fromEntries(given.filter(([, value]) => value !== ""));
  }

  /** @param {Entries} entries */
  fill(entries) {
    for (const [name, value] of Object.entries(entries)) {
      const place = this.form.elements.namedItem(name);
      if (place && "value" in place) place.value = value;
    }
  }

  store() {
    const text = written(this.entries(), this.submitted);
    keep(this.name, text);
    this.status(kept(this.name) === text ? "" : "This browser keeps nothing for this site: copy the sheet before you leave.");
  }

  clear() {
    this.form.reset();
    keep(this.name, null);
    this.submitted = false;
    delete this.root.dataset.verdict;
    delete this.root.dataset.state;
    this.told.textContent = "";
    for (const line of this.form.querySelectorAll(".il-ws-said")) line.textContent = "";
    delete this.root.dataset.shown;
    if (this.answer) this.answer.open = false;
    this.status("The sheet is empty, and nothing of it is kept.");
    this.form.querySelector("input")?.focus();
  }

  async copy() {
    const verdict = this.submitted ? judged(this.entries(), this.table).words : "";
    const text = markdown(document.querySelector("h1")?.firstChild?.textContent ?? "", this.parts, this.entries(), verdict);
    try {
      await navigator.clipboard.writeText(text);
      this.status("Copied as Markdown.");
    } catch {
      this.status("The browser does not allow copying.");
    }
  }

  /** @param {string} words */
  status(words) {
    const line = this.root.querySelector("[role=status]");
    if (line && line.textContent !== words) line.textContent = words;
  }
}

/** @param {HTMLElement} root @returns {import("../worksheet-judge.mjs").Table} */
function tableOf(root) {
  const how = JSON.parse(root.querySelector("script")?.textContent ?? "{}");
  const rows = [...root.querySelectorAll(".il-ws-table tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent ?? ""));
  return { ...how, rows };
}

/** @param {HTMLFormElement} form @returns {import("../worksheet-judge.mjs").Part[]} */
function partsOf(form) {
  const text = (/** @type {Element} */ part, /** @type {string} */ what) => part.querySelector(what)?.textContent?.trim() ?? "";
  return [...form.querySelectorAll(".il-ws-part")].map((part) => ({
    title: text(part, "legend"),
    fields: [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-field]"))].map((field) => ({
      id: field.dataset.field ?? "",
      label: text(field, ".il-ws-label"),
      right: field.dataset.right ?? "",
    })),
  }));
}
