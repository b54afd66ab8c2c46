// @ts-check
// Ledgers that could not be read and were set aside: spoken of on every page until somebody deals with them.
import { made } from "./mission-parts.mjs";

export class Asides {
  /** @param {import("./mission-ledger.mjs").LedgerView} view */
  constructor(view) {
    this.view = view;
    this.element = made("div");
  }

  show() {
    const { element, view } = this;
    const found = view.keeper.asides;
    const names = found.map(({ name }) => name).join(" ");
    if (names === (element.dataset.names ?? "")) return;
    element.dataset.names = names;
    element.replaceChildren(...found.map((one) => this.note(one)));
  }

  /** @param {import("../mission/storage.mjs").Aside} aside */
  note({ name, when, text, reading }) {
    const { keeper, ledger, signal } = this.view;
    const why = "fault" in reading ? `It cannot be read. ${reading.fault}` : "This page can read it.";
    const words = made("p", "il-ledger-aside", `On ${when.slice(0, 10)} at ${when.slice(11, 16)} UTC, a ledger of this mission was set aside and a new one was begun. ${why}`);
    words.setAttribute("role", "alert");
    const tools = made("p", "il-ledger-tools");
    const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
      const one = Object.assign(made("button", "", label), { type: "button" });
      one.addEventListener("click", act, { signal });
      tools.append(one);
      return one;
    };
    if ("state" in reading) {
      button("Merge it", () => {
        ledger.join(reading.state);
        this.end("Merged.", () => keeper.remove(name));
      });
    }
    button("Download it", () => this.view.save(`-set-aside-${when.slice(0, 10)}.json`, text));
    const dropping = button("Delete it", () => {
      const drop = () => this.end("Deleted.", () => keeper.remove(name));
      this.view.ask("Delete the ledger that was set aside? It cannot be undone.", { Delete: drop }, dropping);
    });
    button("Dismiss", () => this.end("Dismissed: it stays in this browser’s storage.", () => keeper.dismiss(name)));
    return made("div", "", words, tools);
  }

  /** The notice goes, and with it the button that had the focus. @param {string} words @param {() => void} act */
  end(words, act) {
    try {
      act();
    } catch {
      return this.view.say("The storage refuses it.");
    }
    this.view.say(words);
    this.view.told.focus();
  }
}
