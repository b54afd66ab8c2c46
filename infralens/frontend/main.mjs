// @ts-check
import { Excerpt } from "./elements/excerpt.mjs";
import { Lightbox } from "./elements/lightbox.mjs";
import { Quiz } from "./elements/quiz.mjs";

customElements.define("il-excerpt", Excerpt);
customElements.define("il-lightbox", Lightbox);
customElements.define("il-quiz", Quiz);

/**
 * Defines an element whose module is loaded by the first one on a page.
 * @param {string} name @param {() => Promise<new (root: HTMLElement, signal: AbortSignal, base: string) => { start(): void }>} load
 */
function later(name, load) {
  customElements.define(name, class extends HTMLElement {
    async connectedCallback() {
      this.life = new AbortController();
      const { signal } = this.life;
      const base = document.baseURI; // by the time all is loaded, the address may be the next page's
      const Part = await load();
      if (!signal.aborted) new Part(this, signal, base).start();
    }

    disconnectedCallback() {
      this.life?.abort();
    }
  });
}

later("il-calculator", async () => (await import("./elements/calculator.mjs")).Calculator);
later("il-matrix", async () => (await import("./elements/matrix.mjs")).Matrix);
later("il-worksheet", async () => (await import("./elements/worksheet.mjs")).Worksheet);
