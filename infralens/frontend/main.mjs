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
 * @param {(root: HTMLElement) => Promise<void>} [when] until then nothing is loaded
 */
function later(name, load, when) {
  customElements.define(name, class extends HTMLElement {
    async connectedCallback() {
      this.life = new AbortController();
      const { signal } = this.life;
      const base = document.baseURI; // by the time all is loaded, the address may be the next page's
      await when?.(this);
      const Part = await load();
      if (!signal.aborted) new Part(this, signal, base).start();
    }

    disconnectedCallback() {
      this.life?.abort();
    }
  });
}

/** When the element comes near the window. @param {HTMLElement} root @returns {Promise<void>} */
function nearby(root) {
  return new Promise((done) => {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      done();
    });
    seen.observe(root);
  });
}

later("il-ages", async () => (await import("./elements/ages.mjs")).Ages);
later("il-calculator", async () => (await import("./elements/calculator.mjs")).Calculator);
later("il-chosen", async () => (await import("./elements/chosen.mjs")).Chosen);
later("il-matrix", async () => (await import("./elements/matrix.mjs")).Matrix);
later("il-worksheet", async () => (await import("./elements/worksheet.mjs")).Worksheet, nearby);
later("il-slides", async () => (await import("./elements/slides.mjs")).Slides);
later("il-mission", async () => (await import("./elements/mission.mjs")).Mission);
