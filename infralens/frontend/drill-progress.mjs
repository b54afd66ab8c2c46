// @ts-check
// What is known about the reader's cards, which come next, and how it is kept. No DOM, no clock of its own.
import { createEmptyCard, fsrs } from "./vendor/fsrs.min.mjs";

/** @typedef {import("./vendor/fsrs.min.mjs").CardInput} Known */
/** @typedef {Record<string, Known>} Progress by card id */
/** @typedef {{ id: string, group: string, concepts: string[] }} Card */
/** @typedef {{ group: string, concept: string }} Choice empty is no choice */

/** The version of what is kept; another one is refused, not guessed at. */
export const VERSION = 1;

/** @type {readonly [1 | 2 | 3 | 4, string][]} */
export const GRADES = [[1, "Again"], [2, "Hard"], [3, "Good"], [4, "Easy"]];

const NUMBERS = ["stability", "difficulty", "elapsed_days", "scheduled_days", "learning_steps", "reps", "lapses", "state"];
const SCHEDULER = fsrs({ enable_fuzz: false });

/** What a grade leads to. @param {Known | undefined} known @param {1 | 2 | 3 | 4} grade @param {Date} now @returns {Known} */
export function graded(known, grade, now) {
  const { card } = SCHEDULER.next(known ?? createEmptyCard(now), now, grade);
  const { last_review, due } = card;
  return { ...card, due: due.toISOString(), last_review: last_review?.toISOString() };
}

/** The ids to ask, due ones first and the longest due of them, then new ones as written. @param {Card[]} cards @param {Progress} progress @param {Date} now */
export function queue(cards, progress, now) {
  const known = cards.filter(({ id }) => id in progress && dueAt(progress[id]) <= +now);
  known.sort((a, b) => dueAt(progress[a.id]) - dueAt(progress[b.id]));
  const fresh = cards.filter(({ id }) => !(id in progress));
  return [...known, ...fresh].map(({ id }) => id);
}

/** When the next card falls due that is not due yet, or null. @param {Card[]} cards @param {Progress} progress @param {Date} now */
export function nextDue(cards, progress, now) {
  const later = cards.filter(({ id }) => id in progress).map(({ id }) => dueAt(progress[id])).filter((at) => at > +now);
  return later.length ? Math.min(...later) : null;
}

/** @param {Known} known */
export function dueAt(known) {
  return +new Date(known.due);
}

/** @param {Card} card @param {Choice} choice */
export function chosen(card, { group, concept }) {
  return (!group || card.group === group) && (!concept || card.concepts.includes(concept));
}

/** @param {string} search @returns {Choice} */
export function choiceOf(search) {
  const given = new URLSearchParams(search);
  return { group: given.get("group") ?? "", concept: given.get("concept") ?? "" };
}

/** The query that stands for a choice, with what else the address asks for. @param {string} search @param {Choice} choice */
export function searchOf(search, choice) {
  const given = new URLSearchParams(search);
  for (const [name, value] of Object.entries(choice)) {
    if (value) given.set(name, value);
    else given.delete(name);
  }
  return given.size ? `?${given}` : "";
}

/** @param {Progress} progress */
export function written(progress) {
  return JSON.stringify({ version: VERSION, cards: progress });
}

/**
 * What was kept or exported. `problem` says why nothing of it can be used.
 * @param {string | null} text @returns {{ progress: Progress, problem: string }}
 */
export function readBack(text) {
  if (text === null) return { progress: {}, problem: "" };
  const refused = (/** @type {string} */ problem) => ({ progress: {}, problem });
  let held;
  try {
    held = JSON.parse(text);
  } catch {
    return refused("this is no JSON");
  }
  if (typeof held !== "object" || held === null || typeof held.cards !== "object" || held.cards === null) return refused("this holds no cards");
  if (held.version !== VERSION) return refused(`this is version ${held.version}, and only version ${VERSION} can be read`);
  const entries = Object.entries(held.cards);
  const wrong = entries.find(([, known]) => !isKnown(known));
  if (wrong) return refused(`card '${wrong[0]}' cannot be read`);
  return { progress: Object.fromEntries(/** @type {[string, Known][]} */ (entries)), problem: "" };
}

/** @param {any} known */
function isKnown(known) {
  return typeof known === "object" && known !== null && NUMBERS.every((name) => Number.isFinite(known[name]))
    && [0, 1, 2, 3].includes(known.state) && !Number.isNaN(dueAt(known)) && !Number.isNaN(+new Date(known.last_review ?? 0));
}

/** How many there are to see, in words. @param {number} shown @param {number} all @param {number} due @param {number} fresh */
export function account(shown, all, due, fresh) {
  if (!shown) return `None of ${all} cards. Choose another group or concept.`;
  const cards = shown === all ? `${all} cards` : `${shown} of ${all} cards`;
  return `${cards}: ${due} due, ${fresh} new.`;
}

/** A length of time in words, rounded to its largest unit. @param {number} milliseconds */
export function spoken(milliseconds) {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.round(hours / 24);
  if (days < 60) return days === 1 ? "1 day" : `${days} days`;
  return `${Math.round(days / 30)} months`;
}

/** A clock's face: 75 is 1:15. @param {number} seconds */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
