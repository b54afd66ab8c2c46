// @ts-check

/** <il-lightbox>: shows its figure large, in a dialog that is loaded for the first; without script its link works. */
export class Lightbox extends HTMLElement {
  connectedCallback() {
    const life = (this.life = new AbortController());
    this.addEventListener("click", (event) => this.open(event, life.signal), { signal: life.signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  /** @param {MouseEvent} event @param {AbortSignal} signal */
  async open(event, signal) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link?.matches(".il-enlarge") || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { showFigure } = await import("./figure-dialog.mjs");
    showFigure(this, link, signal);
  }
}
