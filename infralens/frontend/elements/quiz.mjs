// @ts-check

/** <il-quiz>: enables the form; what judges an answer is loaded with the first one. It tells "il-answered". */
export class Quiz extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    this.querySelector("fieldset")?.removeAttribute("disabled");
    this.addEventListener("submit", (event) => this.check(event), { signal: this.life.signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  get given() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    return String(new FormData(form).get("answer") ?? "");
  }

  /** @param {SubmitEvent} event */
  async check(event) {
    event.preventDefault();
    const { given } = this;
    const right = await this.judge(given);
    if (right !== null) this.dispatchEvent(new CustomEvent("il-answered", { bubbles: true, detail: { given, right } }));
  }

  /** Shows an answer that was given before, or none. @param {string | null} given */
  put(given) {
    for (const field of this.querySelectorAll("input")) {
      if (field.type === "radio") field.checked = field.value === given;
      else field.value = given ?? "";
    }
    if (given !== null) return void this.judge(given);
    delete this.dataset.state;
    /** @type {Element} */ (this.querySelector("output")).textContent = "";
  }

  /** Says what an answer is worth; null where it is none. @param {string} given */
  async judge(given) {
    const { verdict } = await import("../answer.mjs");
    const { state, words } = verdict(given, this.dataset);
    if (given === this.given) {
      this.dataset.state = state;
      /** @type {Element} */ (this.querySelector("output")).textContent = words;
    }
    return state === "open" ? null : state === "right";
  }
}
