// @ts-check

/** <il-quiz>: enables the form; what judges an answer is loaded with the first one. */
export class Quiz extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    this.querySelector("fieldset")?.removeAttribute("disabled");
    this.addEventListener("submit", (event) => this.check(event), { signal: this.life.signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  /** @param {SubmitEvent} event */
  async check(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("answer");
    const { verdict } = await import("../answer.mjs");
    const { state, words } = verdict(String(given ?? ""), this.dataset);
    this.dataset.state = state;
    /** @type {Element} */ (this.querySelector("output")).textContent = words;
  }
}
