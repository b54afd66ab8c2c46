// @ts-check
// How far the reader has come in a mission of the list, as its ledger in this browser says.
import { progressSaid } from "../mission/progress.mjs";
import { keeperOf } from "../mission/storage.mjs";
import { made } from "./mission-parts.mjs";

export class Progress {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
    this.keeper = keeperOf(root.dataset.mission ?? "");
  }

  start() {
    const { keeper, signal } = this;
    keeper.ledger.addEventListener("change", () => this.show(), { signal });
    keeper.addEventListener("saving", () => this.show(), { signal });
    this.show();
  }

  show() {
    const { root, keeper } = this;
    const { tracks = "{}", parts = "", ledger = "" } = root.dataset;
    const words = progressSaid(keeper.ledger.state, JSON.parse(tracks), parts.split(" "));
    const refused = keeper.saving.kind === "refused" ? "this browser refuses to keep anything" : "nothing yet";
    const lines = [made("p", "", made("strong", "", "Yours:"), ` ${words || refused}.`)];
    if (keeper.asides.length) {
      const link = Object.assign(made("a", "", "See what can be done"), { href: ledger });
      lines.push(made("p", "", "A ledger of this mission could not be read and was set aside. ", made("span", "", link)));
    }
    root.replaceChildren(...lines);
  }
}
