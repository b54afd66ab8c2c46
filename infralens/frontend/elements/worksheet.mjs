// @ts-check
import { kept } from "../reader.mjs";

/** A worksheet; what judges and keeps it is loaded when somebody touches it, or to show what was kept. */
export class Worksheet {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
  }

  start() {
    const { root, signal } = this;
    const answer = root.querySelector("details");
    if (answer) answer.hidden = true; // until a design is submitted
    root.querySelector("fieldset")?.removeAttribute("disabled");
    root.addEventListener("focusin", () => this.form(), { once: true, signal });
    root.addEventListener("submit", async (event) => {
      event.preventDefault();
      (await this.form()).submit();
    }, { signal });
    if (kept(`worksheet.${root.dataset.lab}`)) this.form();
  }

  form() {
    this.loading ??= import("../worksheet-form.mjs").then(({ Form }) => new Form(this.root, this.signal));
    return this.loading;
  }
}
