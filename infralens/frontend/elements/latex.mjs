// @ts-check
import { copyText } from "../copy.mjs";

/** <il-latex data-latex>: a button beside a formula that copies it as LaTeX. */
export class Latex {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
  }

  start() {
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "il-copy";
    button.textContent = "Copy as LaTeX";
    button.addEventListener("click", () => copyText(this.root.dataset.latex ?? "", button), { signal: this.signal });
    this.root.replaceChildren(button);
  }
}
