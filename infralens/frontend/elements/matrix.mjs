// @ts-check
// Loaded on pages with a matrix, whose table is complete before.
import { account, chosen, ordered, pressed } from "../matrix-rows.mjs";

/** @typedef {import("../matrix-rows.mjs").Order} Order */

/** Filters and sorts the rows, and copies their links. */
export class Matrix {
  /** @type {Order} */
  order = null;

  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it */
  constructor(root, signal) {
    this.signal = signal;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.count = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    const table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
    this.body = table.tBodies[0];
    this.lines = [...this.body.rows];
    this.headings = [...table.tHead?.rows[0].cells ?? []];
    this.titles = this.headings.map((heading) => heading.textContent ?? "");
    this.facets = /** @type {HTMLSelectElement[]} */ ([...this.form.querySelectorAll("select[name^=facet-]")]);
    this.rows = this.lines.map((line) => ({
      cells: [...line.cells].map((cell) => cell.textContent?.trim() ?? ""),
      facets: Object.fromEntries(this.facets.map(({ name }) => [name, (line.getAttribute(`data-${name}`) ?? "").split("|")])),
    }));
  }

  start() {
    const { signal } = this;
    this.nameParts();
    this.form.querySelector("fieldset")?.removeAttribute("disabled");
    this.headings.forEach((heading, column) => this.button(heading, column));
    this.form.addEventListener("input", () => this.show(), { signal });
    this.form.addEventListener("change", () => this.chooseOrder(), { signal });
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.form.addEventListener("reset", () => setTimeout(() => this.sort(null)), { signal });
    this.body.addEventListener("click", (event) => this.copy(event), { signal });
    addEventListener("hashchange", () => this.reveal(), { signal });
    this.show(); // a browser that comes back fills the form in
  }

  /** As cards the parts lose their meaning to some browsers; here they keep it. */
  nameParts() {
    this.body.parentElement?.setAttribute("role", "table");
    this.body.setAttribute("role", "rowgroup");
    for (const line of this.lines) {
      line.setAttribute("role", "row");
      for (const cell of line.cells) cell.setAttribute("role", cell.matches("th") ? "rowheader" : "cell");
    }
  }

  /** @param {Element} heading @param {number} column */
  button(heading, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => this.sort(pressed(this.order, column)), { signal: this.signal });
    heading.append(button);
  }

  /** @param {Order} order */
  sort(order) {
    this.order = order;
    this.headings.forEach((heading, column) => {
      if (order?.column === column) heading.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    this.field("order").value = order && !order.down ? String(order.column) : "";
    this.body.append(...ordered(this.rows, order).map((index) => this.lines[index]));
    this.show();
  }

  chooseOrder() {
    const { value } = this.field("order");
    const column = value === "" ? null : Number(value);
    if (column === (this.order?.column ?? null)) return;
    this.sort(column === null ? null : { column, down: false });
  }

  show() {
    const facets = Object.fromEntries(this.facets.map(({ name, value }) => [name, value]));
    const choice = { words: this.field("words").value, facets };
    this.lines.forEach((line, index) => (line.hidden = !chosen(this.rows[index], choice)));
    const shown = this.lines.filter((line) => !line.hidden).length;
    this.tell(account(shown, this.lines.length, this.order, this.titles));
  }

  /** The row that the address names is shown, whatever was chosen. */
  reveal() {
    const line = this.lines.find(({ id }) => `#${id}` === location.hash);
    if (!line?.hidden) return;
    this.form.reset();
    setTimeout(() => line.scrollIntoView());
  }

  /** @param {Event} event */
  async copy(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link?.matches(".il-row-link")) return;
    try {
      await navigator.clipboard.writeText(link.href);
      this.tell("Link copied");
    } catch {
      this.tell("The link is in the address bar: copying was refused");
    }
  }

  /** @param {string} words */
  tell(words) {
    if (this.count.textContent !== words) this.count.textContent = words;
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }
}
