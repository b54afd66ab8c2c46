// @ts-check

/** What is being typed, kept when the typing rests, when the field is left and when the page is. */
export class Draft {
  /** @type {(() => void) | null} what has still to be kept */
  pending = null;
  waiting = 0;

  /**
   * @param {HTMLFormElement} form @param {number} quiet ms without a change, after which it is kept
   * @param {() => () => void} keeper notes what a change belongs to, and returns what keeps it
   * @param {AbortSignal} signal
   */
  constructor(form, quiet, keeper, signal) {
    this.quiet = quiet;
    form.addEventListener("input", () => this.wait(keeper()), { signal });
    form.addEventListener("change", () => this.keep(), { signal });
    window.addEventListener("pagehide", () => this.keep(), { signal });
    signal.addEventListener("abort", () => this.drop());
  }

  /** @param {() => void} pending */
  wait(pending) {
    this.drop();
    this.pending = pending;
    this.waiting = window.setTimeout(() => this.keep(), this.quiet);
  }

  /** Keeps what waits, now: before it is written over, say. */
  keep() {
    const { pending } = this;
    this.drop();
    pending?.();
  }

  /** What waits is said otherwise, or by somebody else. */
  drop() {
    clearTimeout(this.waiting);
    this.pending = null;
  }
}
