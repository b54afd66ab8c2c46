// @ts-check
import { Excerpt } from "./elements/excerpt.mjs";
import { Lightbox } from "./elements/lightbox.mjs";
import { Quiz } from "./elements/quiz.mjs";

customElements.define("il-excerpt", Excerpt);
customElements.define("il-lightbox", Lightbox);
customElements.define("il-quiz", Quiz);

/** <il-calculator>: what computes is loaded by the first one. */
customElements.define("il-calculator", class extends HTMLElement {
  async connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    const base = document.baseURI; // by the time all is loaded, the address may be the next page's
    const { Calculator } = await import("./elements/calculator.mjs");
    if (!signal.aborted) new Calculator(this, signal, base).start();
  }

  disconnectedCallback() {
    this.life?.abort();
  }
});
