// @ts-check
import { say } from "../say.mjs";

/** <il-shell>: the bar's buttons, and what a page change owes to readers who do not see it. */
export class Shell extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    this.scheme(signal);
    const find = /** @type {HTMLButtonElement} */ (this.querySelector(".il-find"));
    find.hidden = false;
    find.addEventListener("click", () => this.search(), { signal });
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    document.addEventListener("click", closeLists, { signal });
    let pages = 0;
    const turns = Reflect.get(window, "document$")?.subscribe(() => pages++ && arrive());
    signal.addEventListener("abort", () => turns?.unsubscribe());
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  async search() {
    const { openSearch } = await import("./search.mjs");
    openSearch();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key } = event;
    const chord = (event.ctrlKey || event.metaKey) && key === "k";
    const typing = /** @type {Element} */ (event.target).closest("input, select, textarea, dialog, [contenteditable]");
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !typing && (key === "/" || key === "s");
    if (!chord && !(bare && stored("keys") !== false)) return;
    event.preventDefault();
    this.search();
  }

  /** @param {AbortSignal} signal */
  scheme(signal) {
    const button = /** @type {HTMLButtonElement} */ (this.querySelector(".il-scheme"));
    const system = matchMedia("(prefers-color-scheme: dark)");
    const root = document.documentElement;
    const dark = () => (root.dataset.mdColorScheme ?? (system.matches ? "slate" : "default")) === "slate";
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = dark() ? "default" : "slate";
      root.dataset.mdColorScheme = next;
      // Choosing what the system says is choosing to follow it.
      Reflect.get(window, "__md_set")("scheme", (next === "slate") === system.matches ? null : next);
      show();
    }, { signal });
    system.addEventListener("change", show, { signal });
    show();
  }
}

/** A link followed in a list closes the list. @param {Event} event */
function closeLists(event) {
  const list = /** @type {Element} */ (event.target).closest("a")?.closest(":popover-open");
  if (list) /** @type {HTMLElement} */ (list).hidePopover();
}

/** After instant navigation: focus goes to the new page, and its title is said. */
function arrive() {
  say(document.title);
  if (!location.hash) document.getElementById("il-main")?.focus({ preventScroll: true });
}

/** @param {string} name */
function stored(name) {
  return Reflect.get(window, "__md_get")?.(name);
}
