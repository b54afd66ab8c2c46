// @ts-check
import { keep, kept } from "../infralens/reader.mjs";
import { Contents } from "./contents.mjs";
import { startInstant } from "./instant.mjs";

/** <il-shell>: the buttons of the bar, and what belongs to every page. */
class Shell extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    this.scheme(signal);
    const find = /** @type {HTMLButtonElement} */ (this.querySelector(".il-find"));
    find.hidden = false;
    find.addEventListener("click", search, { signal });
    document.addEventListener("keydown", onKey, { signal });
    document.addEventListener("click", closeLists, { signal });
    startInstant();
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  /** @param {AbortSignal} signal */
  scheme(signal) {
    const button = /** @type {HTMLButtonElement} */ (this.querySelector(".il-scheme"));
    const system = matchMedia("(prefers-color-scheme: dark)");
    const { dataset } = document.documentElement;
    const dark = () => (dataset.mdColorScheme ? dataset.mdColorScheme === "slate" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      const turned = !dark();
      dataset.mdColorScheme = turned ? "slate" : "default";
      // Choosing what the system says is choosing to follow it.
      keep("scheme", turned === system.matches ? null : dataset.mdColorScheme);
      show();
    }, { signal });
    system.addEventListener("change", show, { signal });
    show();
  }
}

async function search() {
  const { openSearch } = await import("../infralens/elements/search.mjs");
  openSearch();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, target } = event;
  const chord = event.ctrlKey || event.metaKey;
  const typing = /** @type {Element} */ (target).closest("input, select, textarea, dialog, [contenteditable]");
  const single = !chord && !event.altKey && !typing && (key === "/" || key === "s") && kept("keys") !== "off";
  if (!single && !(chord && key === "k")) return;
  event.preventDefault();
  search();
}

/** A link followed in a list closes the list. @param {Event} event */
function closeLists(event) {
  const list = /** @type {Element} */ (event.target).closest("a")?.closest(":popover-open");
  if (list) /** @type {HTMLElement} */ (list).hidePopover();
}

customElements.define("il-contents", Contents);
customElements.define("il-shell", Shell);
