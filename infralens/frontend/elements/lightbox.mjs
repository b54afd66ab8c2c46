// @ts-check

/** <il-lightbox>: shows its figure large, in a dialog; the link itself works without script. */
export class Lightbox extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    this.addEventListener("click", (event) => this.open(event), { signal: this.life.signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  /** @param {MouseEvent} event */
  async open(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link?.matches(".il-enlarge") || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { showFigure } = await import("./figure-dialog.mjs");
    showFigure(this, link, this.life?.signal);
  }
}
