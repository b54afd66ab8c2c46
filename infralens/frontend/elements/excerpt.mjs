// @ts-check
/** <il-excerpt>: marks the note in view, walks the notes by key, copies the code. */
export class Excerpt extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    this.notes = [...this.querySelectorAll(".il-note")];
    this.addEventListener("keydown", (event) => this.key(event), { signal });
    this.addEventListener("focusin", (event) => this.mark(noteOf(event)), { signal });
    this.addEventListener("pointerover", (event) => this.mark(noteOf(event)), { signal });
    this.copyButton();
    // A band in the upper half of the window: the note that crosses it is the one being read.
    this.watch = new IntersectionObserver((seen) => {
      const now = seen.find((entry) => entry.isIntersecting);
      if (now) this.mark(now.target);
    }, { rootMargin: "-25% 0px -60% 0px" });
    if (this.notes.length > 1) for (const note of this.notes) this.watch.observe(note);
  }

  disconnectedCallback() {
    this.life?.abort();
    this.watch?.disconnect();
  }

  /** Makes `note` the current one. @param {Element | null | undefined} note */
  mark(note) {
    if (!note) return;
    for (const other of this.notes ?? []) if (other !== note) other.removeAttribute("aria-current");
    note.setAttribute("aria-current", "true");
    this.reveal(note);
  }

  /** Scrolls the code pane, and only the pane, to the lines of `note`. @param {Element | null | undefined} note */
  reveal(note) {
    const pane = this.querySelector("pre");
    const line = note && this.querySelector(`.il-line.il-n${note.getAttribute("data-k")}`);
    if (!pane || !line || pane.scrollHeight <= pane.clientHeight) return;
    const box = pane.getBoundingClientRect();
    const { top, bottom } = line.getBoundingClientRect();
    if (top >= box.top && bottom <= box.bottom) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollBy({ top: top - box.top - box.height / 3, behavior: calm ? "instant" : "smooth" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const notes = this.notes ?? [];
    const at = notes.findIndex((note) => note.hasAttribute("aria-current"));
    if (event.key === "Escape") notes[at]?.removeAttribute("aria-current");
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !notes.length) return;
    event.preventDefault();
    const next = notes[Math.max(0, Math.min(notes.length - 1, at + step))];
    /** @type {HTMLElement | null} */ (next.querySelector("a"))?.focus();
  }

  copyButton() {
    const actions = this.querySelector(".il-actions");
    if (!actions || actions.querySelector("button") || !navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "il-copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const { copyCode } = await import("../copy.mjs");
      copyCode(this, button);
    }, { signal: this.life?.signal });
    actions.prepend(button);
  }
}

/** The note an event is about: the one it happened in, or the one a reference in the code leads to. @param {Event} event */
function noteOf(event) {
  const from = /** @type {Element} */ (event.target);
  const ref = from.closest?.(".il-ref");
  return ref ? document.getElementById(ref.getAttribute("href")?.split("#")[1] ?? "") : from.closest?.(".il-note");
}
