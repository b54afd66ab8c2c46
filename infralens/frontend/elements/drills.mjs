// @ts-check
// Loaded on the page of drills, which is complete before.
import { account, choiceOf, chosen, clock, dueAt, graded, GRADES, nextDue, queue, readBack, searchOf, spoken, written } from "../drill-progress.mjs";
import { keep, kept } from "../reader.mjs";

/** @typedef {import("../drill-progress.mjs").Card & { place: HTMLElement, short: HTMLDetailsElement }} Placed */

const KEPT = "drills";
const REFUSED = "This browser keeps nothing for this site: export your progress before you leave.";

/** Filters the cards, asks the due ones one by one against a clock, and keeps the grades. */
export class Drills {
  /** The id of the card that is asked; null while all are listed. @type {string | null} */
  asked = null;
  began = 0;
  timer = 0;

  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it */
  constructor(root, signal) {
    this.signal = signal;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    /** @type {Placed[]} */
    this.cards = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".il-prompt"))].map((place) => ({
      id: place.id,
      group: place.dataset.group ?? "",
      concepts: (place.dataset.concepts ?? "").split(" ").filter(Boolean),
      place,
      short: /** @type {HTMLDetailsElement} */ (place.querySelector(".il-prompt-short")),
    }));
    const { progress, problem } = readBack(kept(KEPT));
    this.progress = progress;
    this.problem = problem && `What this browser kept is not used: ${problem}.`;
    this.face = document.createElement("p");
    this.face.className = "il-prompt-clock";
  }

  start() {
    const { form, signal } = this;
    this.choose(choiceOf(location.search));
    form.querySelector("fieldset")?.removeAttribute("disabled");
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("change", (event) => this.changed(event), { signal });
    for (const [action, act] of /** @type {[string, () => void][]} */ ([
      ["practise", () => (this.asked === null ? this.practise() : this.list())],
      ["print", () => print()],
      ["export", () => this.export()],
      ["forget", () => this.forget()],
    ])) {
      this.button(action).addEventListener("click", act, { signal });
    }
    for (const card of this.cards) card.short.addEventListener("toggle", () => this.answered(card), { signal });
    addEventListener("hashchange", () => this.reveal(), { signal });
    signal.addEventListener("abort", () => clearInterval(this.timer));
    this.show(this.problem);
    this.reveal();
  }

  /** @param {import("../drill-progress.mjs").Choice} choice */
  choose(choice) {
    for (const [name, value] of Object.entries(choice)) {
      const field = /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name));
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
  }

  get choice() {
    const value = (/** @type {string} */ name) => /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name)).value;
    return { group: value("group"), concept: value("concept") };
  }

  get selection() {
    return this.cards.filter((card) => chosen(card, this.choice));
  }

  /** @param {Event} event */
  changed(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "import") {
      this.import(field);
      return;
    }
    history.replaceState(history.state, "", `${location.pathname}${searchOf(location.search, this.choice)}${location.hash}`);
    this.list();
  }

  /** Shows what is chosen, or the one card that is asked; says `first`, then how many there are. @param {string} [first] */
  show(first = "") {
    const { selection, asked } = this;
    for (const card of this.cards) card.place.toggleAttribute("data-away", asked === null ? !selection.includes(card) : card.id !== asked);
    for (const heading of document.querySelectorAll("h2[id]")) {
      const inside = this.cards.some(({ group, place }) => group === heading.id && !place.hasAttribute("data-away"));
      heading.toggleAttribute("data-away", asked !== null || !inside);
    }
    const now = new Date();
    const due = selection.filter(({ id }) => id in this.progress && dueAt(this.progress[id]) <= +now).length;
    const fresh = selection.filter(({ id }) => !(id in this.progress)).length;
    this.say([first, account(selection.length, this.cards.length, due, fresh)].filter(Boolean).join(" "));
    this.button("practise").textContent = asked === null ? "Practise" : "Show all";
  }

  list() {
    clearInterval(this.timer);
    this.face.remove();
    this.asked = null;
    this.show();
  }

  /** Asks the first card of the queue, or says when the next one is due. @param {string} [first] */
  practise(first = "") {
    const now = new Date();
    const [id] = queue(this.selection, this.progress, now);
    if (id === undefined) {
      const next = nextDue(this.selection, this.progress, now);
      this.list();
      if (next !== null) this.say(`${first} Nothing is due. The next card comes in ${spoken(next - +now)}.`.trim());
      this.button("practise").focus();
      return;
    }
    const card = /** @type {Placed} */ (this.cards.find((one) => one.id === id));
    for (const answer of card.place.querySelectorAll("details")) answer.open = false;
    card.place.querySelector(".il-prompt-grade")?.remove();
    this.asked = id;
    this.show(first);
    card.short.before(this.face);
    this.began = performance.now();
    this.tick();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 1000);
    const question = /** @type {HTMLElement} */ (card.place.querySelector(".il-prompt-ask"));
    question.focus({ preventScroll: true });
    card.place.scrollIntoView({ block: "nearest" });
  }

  tick() {
    this.face.textContent = clock((performance.now() - this.began) / 1000);
  }

  /** The short answer was opened: the clock stops, and the reader may grade. @param {Placed} card */
  answered(card) {
    if (!card.short.open) return;
    if (card.id === this.asked) {
      clearInterval(this.timer);
      this.tick();
    }
    if (!card.place.querySelector(".il-prompt-grade")) card.short.after(this.grades(card));
  }

  /** @param {Placed} card */
  grades(card) {
    const now = new Date();
    const row = document.createElement("div");
    row.className = "il-prompt-grade";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "How well did you know it?");
    for (const [grade, word] of GRADES) {
      const button = document.createElement("button");
      button.type = "button";
      const after = document.createElement("span");
      after.textContent = spoken(dueAt(graded(this.progress[card.id], grade, now)) - +now);
      button.append(`${word} `, after);
      button.addEventListener("click", () => this.grade(card, grade), { signal: this.signal });
      row.append(button);
    }
    return row;
  }

  /** @param {Placed} card @param {1 | 2 | 3 | 4} grade */
  grade(card, grade) {
    const now = new Date();
    this.progress = { ...this.progress, [card.id]: graded(this.progress[card.id], grade, now) };
    const saved = this.store();
    card.place.querySelector(".il-prompt-grade")?.remove();
    const words = `${GRADES[grade - 1][1]}: again in ${spoken(dueAt(this.progress[card.id]) - +now)}.${saved ? "" : ` ${REFUSED}`}`;
    if (this.asked !== null) this.practise(words);
    else this.show(words);
  }

  /** Whether the browser keeps it. */
  store() {
    const text = written(this.progress);
    keep(KEPT, text);
    return kept(KEPT) === text;
  }

  export() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([written(this.progress)], { type: "application/json" }));
    link.download = "infralens-drills.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.say(`Exported ${Object.keys(this.progress).length} cards.`);
  }

  /** @param {HTMLInputElement} field */
  async import(field) {
    const file = field.files?.[0];
    if (!file) return;
    const { progress, problem } = readBack(await file.text());
    field.value = "";
    if (problem) {
      this.say(`Not imported: ${problem}.`);
      return;
    }
    this.progress = progress;
    const saved = this.store();
    this.list();
    this.say(`Imported ${Object.keys(progress).length} cards in place of what was here.${saved ? "" : ` ${REFUSED}`}`);
  }

  forget() {
    if (!confirm("Forget all grades on this page?")) return;
    this.progress = {};
    keep(KEPT, null);
    this.list();
  }

  /** The card that the address names is shown, whatever was chosen. */
  reveal() {
    const card = this.cards.find(({ id }) => `#${id}` === location.hash);
    if (!card?.place.hasAttribute("data-away")) return;
    this.choose({ group: "", concept: "" });
    this.list();
    card.place.scrollIntoView();
  }

  /** @param {string} action */
  button(action) {
    return /** @type {HTMLButtonElement} */ (this.form.querySelector(`[data-action="${action}"]`));
  }

  /** @param {string} words */
  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}
