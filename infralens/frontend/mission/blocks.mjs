// @ts-check
// The geometry of a pool of memory: what each block holds, and the outlines of all that hold the same. No DOM.

/**
 * @typedef {import("./cache.mjs").CacheResult} Trace
 * @typedef {import("./cache.mjs").Recording} Recording
 * @typedef {{ owner: number, tokens: number, reserved: number, internal: number }} Cell tokens; owner 0 is nobody
 * @typedef {{ columns: number, rows: number }} Grid
 */

export const CELL = 10; // side of a block in the drawing
const LINED = 1100; // blocks
/** Kinds of owners that look different; a sequence has the one of its number. */
export const LOOKS = 6;
const [FREE, SHARED, FIRST] = [0, 1, 2];

/**
 * A grid about so many times as wide as it is high, with full rows where there is such a one nearby.
 * @param {number} blocks @param {number} [flat] @returns {Grid}
 */
export function gridFor(blocks, flat = 1) {
  const first = Math.max(1, Math.round(Math.sqrt(blocks * flat)));
  const near = [0, 1, -1, 2, -2, 3, -3, 4].map((more) => first + more);
  const columns = near.find((one) => one > 0 && blocks % one === 0) ?? first;
  return { columns, rows: Math.ceil(blocks / columns) };
}

/** How an owner looks. @param {number} owner */
export function look(owner) {
  return owner === SHARED ? "shared" : `owner${(owner - FIRST) % LOOKS}`;
}

/** The name of an owner. @param {number} owner */
export function ownerName(owner) {
  if (owner === FREE) return "free";
  return owner === SHARED ? "prefix shared by all" : `request ${owner - FIRST + 1}`;
}

/** What each block holds at a step. @param {Trace} trace @param {Recording} recording @param {number} step @returns {Cell[]} */
export function cells({ blocks, block, sequences }, { owners, tokens }, step) {
  const first = step * blocks;
  /** Tokens still to come, of each owner. @type {Map<number, number>} */
  const later = new Map();
  let prefix = 0;
  for (let place = 0; place < blocks; place += 1) {
    const owner = owners[first + place];
    if (owner === SHARED) prefix += block;
    if (owner < FIRST) continue;
    const known = later.get(owner) ?? sequences.final[owner - FIRST];
    later.set(owner, known - tokens[first + place]);
  }
  return Array.from({ length: blocks }, (_, place) => {
    const owner = owners[first + place];
    const held = tokens[first + place];
    if (owner === FREE) return { owner, tokens: 0, reserved: 0, internal: 0 };
    if (owner === SHARED) return { owner, tokens: held, reserved: 0, internal: block - held };
    const coming = later.get(owner) ?? 0;
    const reserved = Math.max(0, Math.min(block - held, coming - prefix));
    later.set(owner, coming - reserved);
    return { owner, tokens: held, reserved, internal: block - held - reserved };
  });
}

/**
 * What is drawn in one look, as the outline of a path; neighbours that hold the same are one piece.
 * @param {Cell[]} all @param {Grid} grid @param {number} block tokens @returns {Record<string, string>}
 */
export function outlines(all, { columns }, block) {
  /** @type {Record<string, string>} */
  const drawn = {};
  let [kind, start, length] = ["", 0, 0];
  const end = () => {
    if (length) draw(kind, start, length, 0, CELL);
    length = 0;
  };
  const draw = (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count, /** @type {number} */ from, /** @type {number} */ to) => {
    const [x, y] = [(at % columns) * CELL, Math.floor(at / columns) * CELL];
    drawn[name] = `${drawn[name] ?? ""}M${x},${y + from}h${count * CELL}v${to - from}h${-count * CELL}z`;
  };
  all.forEach((cell, place) => {
    const whole = wholeKind(cell, block);
    if (length && (whole !== kind || place % columns === 0)) end();
    if (whole) {
      if (!length) [kind, start] = [whole, place];
      length += 1;
      return;
    }
    const high = (/** @type {number} */ tokens) => Math.round((tokens / block) * CELL * 10) / 10;
    const [bottom, middle] = [CELL - high(cell.tokens), CELL - high(cell.tokens + cell.reserved)];
    if (cell.tokens) draw(look(cell.owner), place, 1, bottom, CELL);
    if (cell.reserved) draw("reserved", place, 1, middle, bottom);
    if (cell.internal) draw("internal", place, 1, 0, middle);
  });
  end();
  return drawn;
}

/** The outline of every block of an owner. @param {Cell[]} all @param {Grid} grid @param {number} owner */
export function outlineOf(all, { columns }, owner) {
  const places = owner === FREE ? [] : all.flatMap((cell, place) => (cell.owner === owner ? [place] : []));
  return places.map((place) => `M${(place % columns) * CELL},${Math.floor(place / columns) * CELL}h${CELL}v${CELL}h${-CELL}z`).join("");
}

/** The lines between blocks, while these are large enough for lines. @param {Grid} grid */
export function lines({ columns, rows }) {
  if (columns * rows > LINED) return "";
  const across = Array.from({ length: rows + 1 }, (_, at) => `M0,${at * CELL}H${columns * CELL}`);
  const down = Array.from({ length: columns + 1 }, (_, at) => `M${at * CELL},0V${rows * CELL}`);
  return [...across, ...down].join("");
}

/** One block in words. @param {Cell[]} all @param {number} place @param {number} block tokens */
export function told(all, place, block) {
  const { owner, tokens, reserved, internal } = all[place];
  const name = `Block ${place + 1}, ${ownerName(owner)}`;
  if (owner === FREE) return `${name}.`;
  const own = all.filter((one) => one.owner === owner);
  const sum = (/** @type {"tokens" | "reserved" | "internal"} */ key) => own.reduce((total, one) => total + one[key], 0);
  const says = (/** @type {[number, string][]} */ parts) => parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`).join(", ");
  const here = says([[tokens, `of ${block} tokens filled`], [reserved, "reserved for tokens to come"], [internal, "never used"]]);
  const whole = says([[sum("tokens"), "filled"], [sum("reserved"), "reserved"], [sum("internal"), "never used"]]);
  return `${name}: ${here}. In all ${own.length === 1 ? "1 block" : `${own.length} blocks`}: ${whole}.`;
}

/** Which requests an event of the log befell at a step, by their numbers from 1. @param {Uint32Array} log @param {number} step @param {number} event */
export function befell(log, step, event) {
  const found = [];
  for (let at = 0; at < log.length && log[at] <= step; at += 3) if (log[at] === step && log[at + 1] === event) found.push(log[at + 2] + 1);
  return found;
}

/** Where a key leads from a block, or null where it does nothing. @param {string} key @param {number} place @param {number} blocks @param {Grid} grid */
export function moved(key, place, blocks, { columns }) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  if (!(key in steps)) return null;
  const next = place + steps[/** @type {"ArrowUp"} */ (key)];
  return next >= 0 && next < blocks ? next : place;
}

/** What fills a block from end to end, or nothing. @param {Cell} cell @param {number} block */
function wholeKind({ owner, tokens, reserved, internal }, block) {
  if (tokens === block) return look(owner);
  if (reserved === block) return "reserved";
  return internal === block ? "internal" : "";
}
