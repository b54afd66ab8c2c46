// @ts-check

/** <il-lightbox>: shows its figure large, in a dialog; the link itself works without script. */
export class Lightbox {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
  }

  start() {
    this.root.addEventListener("click", (event) => this.open(event), { signal: this.signal });
  }

  /** @param {MouseEvent} event */
  async open(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link?.matches(".il-enlarge") || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { showFigure } = await import("./figure-dialog.mjs");
    showFigure(this.root, link, this.signal);
  }
}
