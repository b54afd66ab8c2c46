// @ts-check
// The memory of one allocator as a grid of blocks; a block is chosen by pointer or by keys.
import { CELL, LOOKS, cells, gridFor, lines, moved, outlineOf, outlines, told } from "../mission/blocks.mjs";
import { put, set } from "../redraw.mjs";
import { made } from "./mission-parts.mjs";

const SPACE = "http://www.w3.org/2000/svg";
const KINDS = [...Array.from({ length: LOOKS }, (_, at) => `owner${at}`), "shared", "reserved", "internal"];
/** Marks over the colour of a look, in a tile of one block. */
const MARKS = {
  owner1: "M0,5L5,0M5,10L10,5",
  owner3: "M2,2h2v2h-2zM7,7h2v2h-2z",
  owner5: "M0,3H10M0,8H10",
  shared: "M0,0L10,10M0,10L10,0",
  reserved: "M4,4h2v2h-2z",
  internal: "M0,10L10,0",
};
let pools = 0;

export class Pool {
  /** @type {import("../mission/blocks.mjs").Cell[]} */
  cells = [];
  /** @type {number | null} the block that is looked at */
  place = null;
  block = 1;
  blocks = 0;
  flat = 1; // how many times as wide as it is high

  /** @param {string} name @param {(pool: Pool) => void} chosen @param {AbortSignal} signal */
  constructor(name, chosen, signal) {
    this.name = name;
    this.id = `il-pool-${(pools += 1)}`;
    this.svg = document.createElementNS(SPACE, "svg");
    this.svg.setAttribute("class", "il-pool-map");
    this.svg.setAttribute("aria-hidden", "true");
    this.svg.innerHTML = `<defs>${KINDS.map((kind) => pattern(this.id, kind)).join("")}</defs>${KINDS.map((kind) => `<path fill="url(#${this.id}-${kind})"/>`).join("")}<path class="il-pool-lines"/><path class="il-pool-own"/><rect class="il-pool-here" width="${CELL}" height="${CELL}"/>`;
    const [paths, here] = [this.svg.querySelectorAll(":scope > path"), this.svg.querySelector(".il-pool-here")];
    this.paths = [...paths];
    this.here = /** @type {Element} */ (here);
    this.slider = Object.assign(document.createElement("input"), { type: "range", min: "0" });
    this.slider.setAttribute("aria-label", `${name}: look at a block; arrow keys move`);
    this.map = made("div", "il-pool-box");
    this.map.append(this.svg, this.slider);
    this.events = made("p", "il-pool-events");
    this.element = made("div", "il-pool", made("p", "il-pool-name", name), this.map, this.events);
    const at = (/** @type {number | null} */ place) => {
      this.place = place;
      chosen(this);
    };
    this.slider.addEventListener("focus", () => at(this.place ?? 0), { signal });
    this.slider.addEventListener("input", () => at(Number(this.slider.value)), { signal });
    this.slider.addEventListener("keydown", (event) => {
      const next = moved(event.key, this.place ?? 0, this.blocks, this.grid);
      if (next === null) return;
      event.preventDefault();
      at(next);
    }, { signal });
    this.svg.addEventListener("click", ({ clientX, clientY }) => {
      const { left, top, width, height } = this.svg.getBoundingClientRect();
      const { columns, rows } = this.grid;
      const place = Math.floor(((clientY - top) / height) * rows) * columns + Math.floor(((clientX - left) / width) * columns);
      if (place < 0 || place >= this.blocks) return;
      at(place);
      this.slider.focus({ preventScroll: true }); // so that the keys go on from here
    }, { signal });
  }

  grid = gridFor(1);

  /** @param {import("../mission/blocks.mjs").Trace} trace @param {import("../mission/blocks.mjs").Recording} recording @param {number} step */
  draw(trace, recording, step) {
    if (trace.blocks !== this.blocks || this.flat !== this.drawnFlat) this.size(trace.blocks);
    this.block = trace.block;
    this.cells = cells(trace, recording, step);
    const drawn = outlines(this.cells, this.grid, trace.block);
    KINDS.forEach((kind, at) => set(this.paths[at], "d", drawn[kind] ?? ""));
    this.mark();
  }

  /** @param {number} blocks */
  size(blocks) {
    this.blocks = blocks;
    this.drawnFlat = this.flat;
    this.grid = gridFor(blocks, this.flat);
    const { columns, rows } = this.grid;
    this.svg.setAttribute("viewBox", `-1 -1 ${columns * CELL + 2} ${rows * CELL + 2}`);
    set(this.slider, "max", String(blocks - 1));
    set(this.paths[KINDS.length], "d", lines(this.grid));
    if (this.place !== null && this.place >= blocks) this.place = null;
  }

  /** The block that is looked at, and all others of its owner. */
  mark() {
    const { place, cells: all, grid } = this;
    this.here.toggleAttribute("hidden", place === null);
    set(this.paths[KINDS.length + 1], "d", place === null || !all.length ? "" : outlineOf(all, grid, all[place].owner));
    if (place === null) return;
    set(this.here, "x", String((place % grid.columns) * CELL));
    set(this.here, "y", String(Math.floor(place / grid.columns) * CELL));
    this.slider.value = String(place);
    set(this.slider, "aria-valuetext", this.told());
  }

  told() {
    return this.place === null || !this.cells.length ? "" : told(this.cells, this.place, this.block);
  }

  /** @param {string} text */
  say(text) {
    put(this.events, text);
  }
}

/** @param {string} id @param {string} kind */
function pattern(id, kind) {
  const marks = /** @type {Record<string, string>} */ (MARKS)[kind];
  return `<pattern id="${id}-${kind}" class="il-look il-look-${kind}" width="${CELL}" height="${CELL}" patternUnits="userSpaceOnUse"><rect width="${CELL}" height="${CELL}"/>${marks ? `<path d="${marks}"/>` : ""}</pattern>`;
}

/** Signs with their names, for what the blocks look like. */
export function lookSigns() {
  const sign = (/** @type {string} */ kind) =>
    `<defs>${pattern(`il-sign-${(pools += 1)}`, kind)}</defs><rect class="il-pool-sign" x="5" y="1" width="14" height="14" fill="url(#il-sign-${pools}-${kind})"/>`;
  return {
    owner0: { svg: sign("owner0") + sign("owner1").replace('x="5"', 'x="12"'), text: "Filled; each request has a look of its own" },
    reserved: { svg: sign("reserved"), text: "Reserved for tokens still to come" },
    internal: { svg: sign("internal"), text: "Never used" },
    shared: { svg: sign("shared"), text: "Prefix shared by all" },
    free: { svg: '<rect class="il-pool-sign" x="5" y="1" width="14" height="14"/>', text: "Free" },
  };
}
