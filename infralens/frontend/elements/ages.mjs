// @ts-check

/** Marks what is due by now: a page that is built once cannot know the day on which it is read. */
export class Ages {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  start() {
    const now = new Date();
    const month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
    for (const row of this.root.querySelectorAll("[data-due]")) {
      const aged = month > (row.getAttribute("data-due") ?? "");
      row.toggleAttribute("data-aged", aged);
    }
  }
}
