// @ts-check
// Where ledgers are kept: in this browser's storage, and whether that went well.
import { readLedger, written } from "./ledger-form.mjs";
import { Ledger, merged } from "./ledger.mjs";

/**
 * @typedef {{ kind: "empty" | "kept" | "saved" | "refused" | "full" | "stuck", at: Date | null }} Saving
 * @typedef {{ name: string, when: string, text: string, reading: import("./ledger-form.mjs").Reading }} Aside
 *   what could not be read, under a name of its own, and what it is to this page: it may know more than another
 */

/** Keeps one ledger, and says "saving" when there is news of that or of what was set aside. */
export class Keeper extends EventTarget {
  /** @type {Saving} */
  saving = { kind: "empty", at: null };
  /** Why nothing is written, in words. */
  blocked = "";
  hearing = false;

  /** @param {Ledger} ledger @param {() => Storage} open which may refuse */
  constructor(ledger, open) {
    super();
    this.ledger = ledger;
    this.open = open;
    this.name = `il.mission.${ledger.mission}`;
    ledger.refresh = () => this.take();
    this.take();
    ledger.addEventListener("change", () => this.hearing || this.save());
  }

  /** Takes in what is stored, also by other pages; what cannot be read is set aside. */
  take() {
    const { ledger } = this;
    const stored = this.stored();
    if (stored === null) return;
    const reading = readLedger(stored, ledger.mission);
    if ("fault" in reading) return this.setAside(stored, reading.fault);
    const found = merged(ledger.state, reading.state);
    if (this.saving.kind === "empty") this.tell("kept");
    if (this.same(found, ledger.state)) return;
    const { cleared } = ledger.state;
    this.hearing = true;
    ledger.put(found);
    if (found.cleared !== cleared) ledger.dispatchEvent(new Event("replaced"));
    this.hearing = false;
  }

  /** Another page wrote into the storage. @param {{ key: string | null, newValue: string | null }} event */
  hear({ key, newValue }) {
    if (key?.startsWith(`${this.name}.`)) this.dispatchEvent(new Event("saving"));
    if (key !== this.name || newValue === null) return;
    this.take();
    const reading = readLedger(newValue, this.ledger.mission);
    // Two pages wrote at once, and the other came last.
    if ("state" in reading && !this.same(reading.state, this.ledger.state)) this.save();
  }

  save() {
    const stored = this.stored();
    const before = stored === null ? null : readLedger(stored, this.ledger.mission);
    if (before && "fault" in before && !this.setAside(/** @type {string} */ (stored), before.fault)) return;
    const state = before && "state" in before ? merged(this.ledger.state, before.state) : this.ledger.state;
    this.store(this.name, written(this.ledger.mission, state));
  }

  /** The unreadable text moves to a name of its own. @param {string} text @param {string} fault */
  setAside(text, fault) {
    if (!this.store(`${this.aside}${new Date().toISOString()}`, text)) {
      this.blocked = `What was kept here cannot be read (${fault}) and there is no room to set it aside. Nothing is written over it: export what you do now.`;
      this.tell("stuck");
      return false;
    }
    this.open().removeItem(this.name);
    this.tell("empty");
    return true;
  }

  get aside() {
    return `${this.name}.aside.`;
  }

  /** What was set aside, by whichever page, and neither dismissed nor dealt with; the oldest first. @returns {Aside[]} */
  get asides() {
    try {
      const place = this.open();
      const seen = this.dismissed;
      const names = Array.from({ length: place.length }, (_, at) => place.key(at) ?? "");
      return names.filter((name) => name.startsWith(this.aside)).sort().flatMap((name) => {
        const [text, when] = [place.getItem(name) ?? "", name.slice(this.aside.length)];
        return seen.includes(name) ? [] : [{ name, when, text, reading: readLedger(text, this.ledger.mission) }];
      });
    } catch {
      return []; // refused: nothing could be set aside
    }
  }

  /** The names that are spoken of no more. */
  get dismissed() {
    return (this.open().getItem(`${this.name}.dismissed`) ?? "").split(" ");
  }

  /** Speaks no more of what stands under a name; it stays there. @param {string} name */
  dismiss(name) {
    this.open().setItem(`${this.name}.dismissed`, [...this.dismissed, name].join(" ").trim());
    this.dispatchEvent(new Event("saving"));
  }

  /** Removes what was set aside under a name. @param {string} name */
  remove(name) {
    this.open().removeItem(name);
    this.dispatchEvent(new Event("saving"));
  }

  /** @param {string} name @param {string} text */
  store(name, text) {
    try {
      this.open().setItem(name, text);
      this.tell("saved");
      return true;
    } catch (error) {
      const full = error instanceof Error && /quota/i.test(error.name);
      this.tell(full ? "full" : "refused");
      return false;
    }
  }

  stored() {
    try {
      return this.open().getItem(this.name);
    } catch {
      this.tell("refused");
      return null;
    }
  }

  /** Whether two states hold the same, wherever the reader is. @param {import("./ledger.mjs").State} one @param {import("./ledger.mjs").State} other */
  same(one, other) {
    return written("", { ...one, track: "" }) === written("", { ...other, track: "" });
  }

  /** @param {Saving["kind"]} kind */
  tell(kind) {
    this.saving = { kind, at: new Date() };
    this.dispatchEvent(new Event("saving"));
  }

  /** The state of saving in words. */
  get words() {
    const { kind, at } = this.saving;
    const clock = at?.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return {
      empty: "nothing to save yet",
      kept: "saved earlier",
      saved: `saved ${clock}`,
      refused: "not saved: storage is refused",
      full: "not saved: storage is full",
      stuck: "not saved: what is stored cannot be read",
    }[kind];
  }
}

/** @type {Map<string, Keeper>} */
const open = new Map();

/** The keeper of a mission's ledger, the same for all who ask. @param {string} mission */
export function keeperOf(mission) {
  const found = open.get(mission) ?? new Keeper(new Ledger(mission), () => localStorage);
  if (!open.has(mission)) {
    addEventListener("storage", (event) => found.hear(event));
    addEventListener("pageshow", ({ persisted }) => persisted && found.take());
  }
  open.set(mission, found);
  return found;
}

/** The ledger of a mission, the same for all who ask. @param {string} mission */
export const ledgerOf = (mission) => keeperOf(mission).ledger;

