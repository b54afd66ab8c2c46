// @ts-check
import { Excerpt } from "./elements/excerpt.mjs";
import { Quiz } from "./elements/quiz.mjs";

customElements.define("il-excerpt", Excerpt);
customElements.define("il-quiz", Quiz);

/**
 * Defines an element whose module is loaded by the first one on a page.
 * @param {string} name @param {() => Promise<new (root: HTMLElement, signal: AbortSignal, base: string) => { start(): void }>} load
 * @param {(root: HTMLElement, signal: AbortSignal) => Promise<void>} [when] until then nothing is loaded
 */
function later(name, load, when) {
  customElements.define(name, class extends HTMLElement {
    async connectedCallback() {
      this.life = new AbortController();
      const { signal } = this.life;
      const base = document.baseURI; // by the time all is loaded, the address may be the next page's
      await when?.(this, signal);
      const Part = await load();
      if (!signal.aborted) new Part(this, signal, base).start();
    }

    disconnectedCallback() {
      this.life?.abort();
    }
  });
}

/** Shows a figure large, in a dialog that is loaded for the first; without script its link works. */
customElements.define("il-lightbox", class extends HTMLElement {
  connectedCallback() {
    const { signal } = (this.life = new AbortController());
    this.addEventListener("click", async (event) => {
      const link = /** @type {Element} */ (event.target).closest("a");
      if (!link?.matches(".il-enlarge") || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const { showFigure } = await import("./elements/figure-dialog.mjs");
      showFigure(this, link, signal);
    }, { signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }
});

/**
 * When somebody comes to a form, or did before and left something in it.
 * @param {HTMLElement} root @param {AbortSignal} signal @returns {Promise<void>}
 */
function touched(root, signal) {
  root.querySelector("fieldset")?.removeAttribute("disabled");
  const name = `il.worksheet.${root.dataset.lab}`;
  return new Promise((done) => {
    root.addEventListener("submit", () => (root.dataset.asked = ""), { once: true, signal });
    for (const touch of ["focusin", "pointerover"]) root.addEventListener(touch, () => done(), { once: true, signal });
    try {
      if (name in localStorage) done();
    } catch {
      // refused: nothing was kept
    }
  });
}

/** When what holds the element comes near the window. @param {HTMLElement} root @param {AbortSignal} signal @returns {Promise<void>} */
function near(root, signal) {
  return new Promise((done) => {
    const watch = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && done(), { rootMargin: "50%" });
    watch.observe(root.parentElement ?? root);
    signal.addEventListener("abort", () => watch.disconnect());
  });
}

later("il-ages", async () => (await import("./elements/ages.mjs")).Ages);
later("il-calculator", async () => (await import("./elements/calculator.mjs")).Calculator);
later("il-chosen", async () => (await import("./elements/chosen.mjs")).Chosen);
later("il-drills", async () => (await import("./elements/drills.mjs")).Drills);
later("il-latex", async () => (await import("./elements/latex.mjs")).Latex, near);
later("il-matrix", async () => (await import("./elements/matrix.mjs")).Matrix);
later("il-worksheet", async () => (await import("./elements/worksheet.mjs")).Worksheet, touched);
later("il-slides", async () => (await import("./elements/slides.mjs")).Slides);
later("il-mission", async () => (await import("./elements/mission.mjs")).Mission);
later("il-ledger", async () => (await import("./elements/mission-ledger.mjs")).LedgerView);
later("il-progress", async () => (await import("./elements/mission-progress.mjs")).Progress);
later("il-synthesis", async () => (await import("./elements/mission-synthesis.mjs")).SynthesisView);
later("il-replay", async () => (await import("./elements/mission-replay.mjs")).Replay);
