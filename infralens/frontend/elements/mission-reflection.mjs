// @ts-check
// The reflection of a part: a question that is checked, and a text that is compared once it is written.
import { Draft } from "../draft.mjs";
import { evidenceOf } from "../mission/evidence.mjs";

const QUIET = 300; // ms without a change, after which a draft is kept
const KEPT = 50; // answers

export class Reflection {
  /** @type {Draft | undefined} */
  draft;
  answered = ""; // what the question shows: a track, and when its answer was given

  /** @param {import("./mission.mjs").Mission} mission @param {HTMLElement} block */
  constructor(mission, block) {
    this.mission = mission;
    this.part = /** @type {HTMLElement} */ (block.closest(".il-part")).dataset.part ?? "";
    this.quiz = /** @type {import("./quiz.mjs").Quiz | null} */ (block.querySelector("il-quiz"));
    this.form = /** @type {HTMLFormElement} */ (block.querySelector("form.il-reflect-form"));
    this.text = /** @type {HTMLTextAreaElement} */ (this.form.elements.namedItem("reflection"));
    this.exemplar = /** @type {HTMLDetailsElement} */ (block.querySelector(".il-exemplar"));
  }

  start() {
    const { form, quiz } = this;
    const { signal, ledger } = this.mission;
    form.querySelector("fieldset")?.removeAttribute("disabled");
    this.draft = new Draft(form, QUIET, () => this.drafted(), signal);
    form.addEventListener("submit", (event) => this.submit(event), { signal });
    quiz?.addEventListener("il-answered", (event) => this.answer(/** @type {CustomEvent} */ (event).detail), { signal });
    ledger.addEventListener("change", () => this.show(), { signal });
  }

  get entry() {
    return this.mission.ledger.entry(this.mission.chosen, this.part);
  }

  /** Shows what the ledger holds for the track that is chosen. */
  show() {
    this.draft?.keep();
    const { text, exemplar, quiz, mission } = this;
    const { reflection, draft, answers } = this.entry;
    if (document.activeElement !== text) text.value = draft || reflection;
    exemplar.hidden = !reflection;
    const last = answers.at(-1);
    const answered = `${mission.chosen} ${last?.when ?? ""}`;
    if (answered === this.answered) return;
    // What was typed before this page was ready stays, where nothing is kept.
    if (last || this.answered) quiz?.put(last?.given ?? null);
    this.answered = answered;
  }

  /** The draft belongs to the track on which it was written. */
  drafted() {
    const { mission, part, text } = this;
    const [track, draft] = [mission.chosen, text.value];
    return () => mission.ledger.write(track, part, { draft });
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const { mission, part, text, exemplar, entry } = this;
    const reflection = text.value.trim();
    if (!reflection) return text.focus();
    this.draft?.drop();
    const scene = mission.scenes.find((one) => one.part === part && one.track === mission.chosen);
    // What is explained is what was seen: it is kept with the explanation.
    const evidence = scene && entry.predictions.length ? evidenceOf(entry, scene.data.fingerprint) : entry.evidence;
    mission.ledger.write(mission.chosen, part, { reflection, draft: "", evidence });
    exemplar.hidden = false;
    exemplar.open = true;
  }

  /** Keeps an answer that was checked, unless it is the last one again. @param {{ given: string, right: boolean }} answer */
  answer({ given, right }) {
    const { mission, part } = this;
    const { answers } = this.entry;
    if (answers.at(-1)?.given === given) return;
    const when = new Date().toISOString();
    this.answered = `${mission.chosen} ${when}`;
    mission.ledger.write(mission.chosen, part, { answers: [...answers, { given, right, when }].slice(-KEPT) });
  }
}
