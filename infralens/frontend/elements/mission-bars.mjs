// @ts-check
// Bars on one scale, row by row, and the strips of links. Built once; afterwards only what differs is written.
import { labels, share } from "../chart.mjs";
import { fullness, percent, strip } from "../mission/waterfall.mjs";
import { put, set } from "../redraw.mjs";
import { made } from "./mission-parts.mjs";

/**
 * @typedef {{ name: string, note: string, value: string, fill: string, start: number, end: number,
 *   former: [number, number] | null }} Row
 * @typedef {{ kind: "target" | "ghost", at: number, text: string }} Mark
 */

const SPACE = "http://www.w3.org/2000/svg";
const [TALL, HIGH] = [30, 16]; // of a row and of its bar, pixels
const [NODE, LINK] = [14, "70%"]; // of a strip: an end, and where the other one stands
const FILLS = {
  communication: '<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6"/>',
  bubble: '<circle cx="2" cy="2" r="1.2"/><circle cx="6" cy="6" r="1.2"/>',
  wait: '<path d="M0,2H8M0,6H8"/>',
  over: '<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6M0,0L8,8"/>',
};
let hosts = 0;

/** @param {string} name @param {Record<string, string | number>} attributes */
function drawn(name, attributes) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** The textures of fills; each host has its own, since a hidden one lends nothing. */
export class Fills {
  constructor() {
    this.id = `il-fill-${(hosts += 1)}`;
    this.element = drawn("svg", { class: "il-fills", width: 0, height: 0, "aria-hidden": "true" });
    for (const [name, marks] of Object.entries(FILLS)) {
      const pattern = drawn("pattern", { id: `${this.id}-${name}`, class: `il-texture il-fill-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
      pattern.innerHTML = `<rect width="8" height="8"/>${marks}`;
      this.element.append(pattern);
    }
  }

  /** @param {string} name */
  of(name) {
    return name in FILLS ? `url(#${this.id}-${name})` : "";
  }
}

/** Rows of bars with an axis below. */
export class Bars {
  /** @type {{ row: HTMLElement, name: HTMLElement, note: HTMLElement, value: HTMLElement, bar: Element, piece: Element, former: Element, lines: Element[] }[]} */
  rows = [];
  drawnAxis = "";

  /** @param {Fills} fills */
  constructor(fills) {
    this.fills = fills;
    this.list = made("ul", "il-bars");
    this.axis = drawn("svg", { class: "il-chart il-bars-axis", width: "100%", height: 24, "aria-hidden": "true" });
    this.unit = made("p", "il-bars-unit");
    this.element = made("div", "il-bars-box", this.list, made("div", "il-bars-foot", this.axis, this.unit));
  }

  /** @param {Row[]} rows @param {import("../chart.mjs").Scale} scale in base units @param {{ size: number, letters: string }} unit @param {Mark[]} marks */
  draw(rows, scale, unit, marks) {
    while (this.rows.length > rows.length) this.rows.pop()?.row.remove();
    while (this.rows.length < rows.length) this.add();
    rows.forEach((row, at) => this.fill(at, row, scale, marks));
    const inUnit = { ...scale, low: scale.low / unit.size, high: scale.high / unit.size };
    const text = labels(inUnit).map(({ value, text: name, more }) => {
      const at = share(inUnit, value);
      const end = at > 0.97 ? " il-chart-last" : at < 0.03 ? " il-chart-first" : "";
      return `<line class="il-chart-axis" x1="${at * 100}%" x2="${at * 100}%" y2="5"/><text class="il-chart-x${end}${more ? " il-chart-more" : ""}" x="${at * 100}%" y="19">${name}</text>`;
    });
    const axis = `<line class="il-chart-axis" x2="100%"/>${text.join("")}`;
    if (axis !== this.drawnAxis) this.axis.innerHTML = this.drawnAxis = axis;
    put(this.unit, unit.letters);
  }

  add() {
    const [name, note, value] = [made("span", "il-bar-name"), made("span", "il-bar-note"), made("span", "il-bar-value")];
    const bar = drawn("svg", { class: "il-fall-bar", width: "100%", height: TALL, "aria-hidden": "true" });
    const piece = drawn("rect", { y: (TALL - HIGH) / 2, height: HIGH });
    const former = drawn("rect", { class: "il-bar-former", y: (TALL - HIGH) / 2 - 4, height: HIGH + 8 });
    const lines = ["target", "ghost"].map((kind) => drawn("line", { class: `il-bar-${kind}`, y2: "100%" }));
    bar.append(piece, former, ...lines);
    const row = made("li", "", made("span", "il-bar-words", name, " ", note), bar, value);
    this.list.append(row);
    this.rows.push({ row, name, note, value, bar, piece, former, lines });
  }

  /** @param {number} at @param {Row} row @param {import("../chart.mjs").Scale} scale @param {Mark[]} marks */
  fill(at, { name, note, value, fill, start, end, former }, scale, marks) {
    const place = this.rows[at];
    put(place.name, name);
    place.row.toggleAttribute("data-total", fill === "total");
    put(place.note, note);
    put(place.value, value);
    set(place.piece, "class", `il-bar-piece il-bar-${fill}`);
    set(place.piece, "fill", this.fills.of(fill) || "currentColor");
    spread(place.piece, scale, start, end);
    place.former.toggleAttribute("hidden", !former);
    if (former) spread(place.former, scale, ...former);
    ["target", "ghost"].forEach((kind, index) => {
      const mark = marks.find((one) => one.kind === kind);
      const line = place.lines[index];
      line.toggleAttribute("hidden", !mark);
      if (mark) for (const end of ["x1", "x2"]) set(line, end, percent(scale, mark.at));
    });
  }
}

/** @param {Element} rect @param {import("../chart.mjs").Scale} scale @param {number} start @param {number} end */
function spread(rect, scale, start, end) {
  set(rect, "x", percent(scale, start));
  set(rect, "width", percent({ ...scale, high: scale.high - scale.low, low: 0 }, end - start));
}

/** The links of a topology: two ends, and between them what is in use. */
export class Strips {
  /** @param {{ label: string }[]} strips @param {Fills} fills */
  constructor(strips, fills) {
    this.rows = strips.map(({ label }) => {
      const words = made("span", "il-strip-words");
      const used = drawn("rect", { class: "il-strip-used", y: 4, height: 12 });
      const over = drawn("rect", { class: "il-strip-over", x: NODE + 2, y: 1, height: 18, fill: fills.of("over") });
      const link = drawn("svg", { x: NODE, width: LINK, height: 20 });
      const spill = drawn("svg", { x: LINK, width: "30%", height: 20 });
      link.append(drawn("rect", { class: "il-strip-track", y: 4, height: 12, width: "100%" }), used);
      spill.append(drawn("rect", { class: "il-strip-end", x: 1, y: 1, width: NODE - 2, height: 18, rx: 2 }), over);
      const bar = drawn("svg", { class: "il-strip-bar", width: "100%", height: 20, "aria-hidden": "true" });
      bar.append(link, drawn("rect", { class: "il-strip-end", x: 1, y: 1, width: NODE - 2, height: 18, rx: 2 }), spill);
      const row = made("li", "", made("span", "il-strip-name", label));
      row.append(bar, words);
      return { row, used, over, words };
    });
    this.element = made("ul", "il-strips", ...this.rows.map(({ row }) => row));
    this.element.setAttribute("aria-label", "Links");
  }

  /** @param {(number | string)[]} shares */
  draw(shares) {
    shares.forEach((value, at) => {
      const { row, used, over, words } = this.rows[at];
      const known = typeof value === "number";
      const parts = strip(known ? value : 0);
      set(used, "width", `${parts.used}%`);
      set(over, "width", `${parts.over}%`);
      row.toggleAttribute("data-over", known && value > 1);
      put(words, known ? fullness(value) : value);
    });
  }
}
