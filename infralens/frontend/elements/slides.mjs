// @ts-check
// Loaded on pages of slides, which are pages to read without it.
import { address, announcement, asked, named, wanted } from "../slide-steps.mjs";

const BAR = `<button type="button" data-do="-1" aria-label="Previous slide">←</button>
<button type="button" data-do="1" aria-label="Next slide">→</button>
<span class="il-slides-at" role="status"></span>
<button type="button" data-do="overview">Overview <kbd>O</kbd></button>
<button type="button" data-do="notes" aria-pressed="false">Notes <kbd>N</kbd></button>
<button type="button" data-do="leave">Leave</button>`;

/** Presents the sections of a page one at a time; nothing but the window changes. */
export class Slides {
  at = 0;
  presenting = false;
  /** @type {HTMLElement[]} what else is on the page, out of reach while presenting */
  aside = [];

  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
    this.button = /** @type {HTMLButtonElement} */ (root.querySelector(".il-present"));
    this.slides = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".il-slide")]);
    this.headings = this.slides.map((slide) => /** @type {HTMLElement} */ (slide.querySelector("h2")));
    this.titles = this.headings.map(titleOf);
    this.ids = this.headings.map(({ id }) => id);
    this.bar = document.createElement("div");
    this.overview = document.createElement("ol");
  }

  start() {
    const { signal } = this;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.present(this.inSight()), { signal });
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    addEventListener("hashchange", () => this.presenting && this.show(named(location.hash, this.ids)), { signal });
    signal.addEventListener("abort", () => this.release());
    this.build();
    if (wanted(location.href)) this.present(named(location.hash, this.ids));
  }

  build() {
    this.bar.className = "il-slides-bar";
    this.bar.innerHTML = BAR;
    this.bar.addEventListener("click", (event) => {
      const task = /** @type {Element} */ (event.target).closest("button")?.dataset.do;
      if (task) this.perform(task);
    });
    this.overview.className = "il-slides-overview";
    this.overview.append(...this.titles.map((title, at) => {
      const [item, button] = [document.createElement("li"), document.createElement("button")];
      button.type = "button";
      button.textContent = `${at + 1}. ${title}`;
      button.addEventListener("click", () => this.show(at));
      item.append(button);
      return item;
    }));
  }

  /** @param {number} at */
  present(at) {
    this.presenting = true;
    this.root.append(this.overview, this.bar);
    this.root.dataset.presenting = "slide";
    for (let part = this.root; part !== document.body; part = /** @type {HTMLElement} */ (part.parentElement)) {
      for (const other of part.parentElement?.children ?? []) {
        // A dialog comes over the slides: it must not be out of reach.
        if (other === part || !(other instanceof HTMLElement) || other.inert || other.matches("dialog")) continue;
        other.inert = true;
        this.aside.push(other);
      }
    }
    this.show(at);
  }

  /** @param {number} at */
  show(at) {
    this.at = at;
    this.root.dataset.presenting = "slide";
    this.slides.forEach((slide, index) => slide.toggleAttribute("data-current", index === at));
    history.replaceState(history.state, "", address(location.href, this.ids[at], true));
    this.slides[at].scrollTop = 0;
    this.headings[at].tabIndex = -1;
    this.headings[at].focus({ preventScroll: true });
    const [status] = this.bar.getElementsByClassName("il-slides-at");
    status.textContent = announcement(at, this.titles);
    for (const [task, edge] of [["-1", 0], ["1", this.slides.length - 1]]) {
      const button = /** @type {HTMLElement} */ (this.bar.querySelector(`[data-do="${task}"]`));
      button.setAttribute("aria-disabled", String(at === edge));
    }
  }

  /** @param {string} task */
  perform(task) {
    if (task === "leave") this.leave();
    else if (task === "notes") this.toggleNotes();
    else if (task === "overview") this.toggleOverview();
    else this.show(Math.max(0, Math.min(this.slides.length - 1, this.at + Number(task))));
  }

  toggleNotes() {
    const shown = this.root.toggleAttribute("data-notes");
    this.bar.querySelector("[data-do=notes]")?.setAttribute("aria-pressed", String(shown));
  }

  toggleOverview() {
    if (this.root.dataset.presenting === "overview") return this.show(this.at);
    this.root.dataset.presenting = "overview";
    this.overview.querySelectorAll("button").forEach((button, index) => {
      if (index === this.at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    /** @type {HTMLElement | null} */ (this.overview.querySelector("[aria-current]"))?.focus();
  }

  leave() {
    history.replaceState(history.state, "", address(location.href, this.ids[this.at], false));
    this.release();
    this.button.focus({ preventScroll: true });
    this.headings[this.at].scrollIntoView();
  }

  /** The page is a page again, also when another takes its place. */
  release() {
    this.presenting = false;
    delete this.root.dataset.presenting;
    for (const other of this.aside.splice(0)) other.inert = false;
    this.overview.remove();
    this.bar.remove();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const from = /** @type {Element} */ (event.target);
    if (!this.presenting || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (from.closest("dialog, input, select, textarea")) return;
    const sideways = event.key.startsWith("Arrow") && from.closest(".il-scroll, [role=region]");
    if (sideways && sideways.scrollWidth > sideways.clientWidth) return;
    const overview = this.root.dataset.presenting === "overview";
    const wish = asked(event.key, this.at, this.slides.length);
    if (wish === null || (overview && wish === "notes")) return;
    event.preventDefault();
    if (wish === "overview") {
      if (overview && event.key === "Escape") this.leave();
      else this.toggleOverview();
    } else if (wish === "notes") this.toggleNotes();
    else if (overview) this.walk(wish, event.key);
    else if (wish !== this.at) this.show(wish);
  }

  /** In the overview the keys walk its list. @param {number} wish @param {string} key */
  walk(wish, key) {
    const buttons = [...this.overview.querySelectorAll("button")];
    const here = buttons.findIndex((button) => button === document.activeElement);
    const to = asked(key, Math.max(0, here), buttons.length);
    buttons[typeof to === "number" ? to : wish].focus();
  }

  /** The slide that is being read in the page. */
  inSight() {
    const read = this.slides.findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 3);
    return Math.max(0, read);
  }
}

/** The words of a heading, without the link to itself. @param {Element} heading */
function titleOf(heading) {
  const words = /** @type {Element} */ (heading.cloneNode(true));
  for (const link of words.querySelectorAll(".headerlink")) link.remove();
  return words.textContent?.trim() ?? "";
}
