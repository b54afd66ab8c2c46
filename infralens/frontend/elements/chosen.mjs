// @ts-check
// Shows the row of its table that the reader chooses; the table itself is complete without script.

/** <il-chosen>: a select, a list with one value for each further column, and the table. */
export class Chosen {
  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
  }

  start() {
    const select = this.root.querySelector("select");
    if (!select) return;
    select.addEventListener("change", () => this.show(select.selectedIndex), { signal: this.signal });
    this.root.querySelector("fieldset")?.removeAttribute("disabled");
    this.show(select.selectedIndex); // a browser may restore what was chosen before
  }

  /** @param {number} row */
  show(row) {
    const cells = this.root.querySelectorAll("tbody tr")[row]?.querySelectorAll("td");
    const values = this.root.querySelectorAll("dd");
    cells?.forEach(({ textContent }, at) => {
      if (values[at].textContent !== textContent) values[at].textContent = textContent;
    });
  }
}
