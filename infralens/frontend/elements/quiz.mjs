// @ts-check

/** <il-quiz>: enables the form, checks the answer, says why not. */
export class Quiz extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    this.querySelector("fieldset")?.removeAttribute("disabled");
    this.querySelector("form")?.addEventListener("submit", (event) => this.check(event), { signal: this.life.signal });
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  /** @param {SubmitEvent} event */
  async check(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = String(new FormData(form).get("answer") ?? "");
    const [right, words] = this.dataset.choice === undefined ? await this.number(given) : this.choice(given);
    const output = /** @type {HTMLOutputElement} */ (this.querySelector("output"));
    output.textContent = words;
    this.dataset.state = right === null ? "open" : right ? "right" : "wrong";
  }

  /** @param {string} given @returns {Promise<[boolean | null, string]>} */
  async number(given) {
    const { judge, readNumber } = await import("../answer.mjs");
    const { number = "", tolerance = "0", unit = "" } = this.dataset;
    const value = readNumber(given, unit);
    if (value === null) return [null, "Type a number, such as 4.2 or 1.5e9."];
    const { right, hint } = judge(value, Number(number), tolerance);
    const shown = `${value}${unit && " " + unit}`;
    return right ? [true, `Right: ${number}${unit && " " + unit}.`] : [false, `Not yet: ${shown}. ${hint}`];
  }

  /** @param {string} given @returns {[boolean | null, string]} */
  choice(given) {
    if (!given) return [null, "Choose one of the answers."];
    return given === this.dataset.choice ? [true, "Right."] : [false, "Not this one. Try again, or open the answer."];
  }
}
