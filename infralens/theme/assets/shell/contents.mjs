// @ts-check

/** <il-contents>: marks the link of the section being read, and keeps it in sight. */
export class Contents extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    /** @type {[HTMLAnchorElement, HTMLElement][]} */
    this.pairs = [];
    for (const link of this.querySelectorAll("a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) this.pairs.push([link, heading]);
    }
    let due = 0;
    const later = () => (due ||= requestAnimationFrame(() => ((due = 0), this.mark())));
    window.addEventListener("scroll", later, { signal: this.life.signal, passive: true });
    later();
  }

  disconnectedCallback() {
    this.life?.abort();
  }

  mark() {
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const read = this.pairs?.filter(([, heading]) => end || heading.getBoundingClientRect().top < innerHeight / 4);
    const now = read?.at(-1)?.[0];
    if (!now || now.hasAttribute("aria-current")) return;
    for (const [link] of this.pairs ?? []) link.removeAttribute("aria-current");
    now.setAttribute("aria-current", "location");
    const box = this.parentElement; // the pane that scrolls
    if (box) box.scrollTop += now.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  }
}
