// @ts-check
// Three ways to give a sequence memory for its cache, in a pool of blocks. Sizes are in blocks. No DOM.

export const FREE = 0; // owner of a block
export const SHARED = 1; // the prefix that all sequences have in common
export const FIRST = 2; // the sequence with number 0

/**
 * @typedef {{ prompt: number, final: number }} Sequence tokens at first, and when it has ended
 * @typedef {{ longest: number, block: number, shared: number }} Sizes tokens
 */

/** What the three have in common: who owns which block. */
export class Pool {
  /** @param {number} blocks @param {Sizes} sizes */
  constructor(blocks, sizes) {
    this.sizes = sizes;
    this.owners = new Uint16Array(blocks);
    this.free = blocks;
    /** Of each sequence that has memory, in the order of its tokens. @type {Map<number, number[]>} */
    this.held = new Map();
    this.promised = 0; // of the free ones
    this.prefix = 0; // tokens of a sequence that lie in blocks of all
  }

  /** Blocks for so many tokens. @param {number} tokens */
  blocksFor(tokens) {
    return Math.ceil(tokens / this.sizes.block);
  }

  /** @param {number} owner @param {number[]} places */
  take(owner, places) {
    for (const place of places) this.owners[place] = owner;
    this.free -= places.length;
  }

  /** @param {number[]} places */
  give(places) {
    for (const place of places) this.owners[place] = FREE;
    this.free += places.length;
  }

  /** Whether memory that was asked for is there by now. @param {number} _number @param {number} _tokens */
  grow(_number, _tokens) {
    return true; // all of it was reserved at the beginning
  }

  /** @param {number} number */
  release(number) {
    this.give(this.held.get(number) ?? []);
    this.held.delete(number);
  }
}

/** Room for the longest sequence there may be, in one piece, at the first place that has it. */
export class Contiguous extends Pool {
  get need() {
    return this.blocksFor(this.sizes.longest);
  }

  /** Whether an empty pool could hold it. @param {Sequence} _sequence */
  fits(_sequence) {
    return this.need <= this.owners.length;
  }

  /** @param {number} number @param {Sequence} _sequence @param {number} _tokens @param {boolean} _safe */
  admit(number, _sequence, _tokens, _safe) {
    const run = this.runs().find(({ size }) => size >= this.need);
    if (!run) return false;
    const places = Array.from({ length: this.need }, (_, at) => run.start + at);
    this.take(FIRST + number, places);
    this.held.set(number, places);
    return true;
  }

  /** Free blocks that lie in pieces too small for the next sequence. @param {Sequence} _next */
  scattered(_next) {
    return this.runs().reduce((sum, { size }) => sum + (size % this.need), 0);
  }

  /** Free blocks side by side. */
  runs() {
    const { owners } = this;
    const runs = [];
    for (let at = 0; at < owners.length; at += 1) {
      if (owners[at] !== FREE) continue;
      const start = at;
      while (at < owners.length && owners[at] === FREE) at += 1;
      runs.push({ start, size: at - start });
    }
    return runs;
  }
}

/**
 * The power of two that holds the whole sequence, as if its length were known within a factor of two:
 * the buddy system (Knowlton, A Fast Storage Allocator, 1965). The pool is cut into powers of two.
 */
export class Buddy extends Pool {
  /** @param {number} blocks @param {Sizes} sizes */
  constructor(blocks, sizes) {
    super(blocks, sizes);
    /** Free pieces of 2^order blocks. @type {Set<number>[]} */
    this.pieces = Array.from({ length: 32 }, () => new Set());
    for (let order = 31, start = 0; order >= 0; order -= 1) {
      if (!((blocks >>> order) & 1)) continue;
      this.pieces[order].add(start);
      start += 2 ** order;
    }
    this.largest = 31 - Math.clz32(blocks);
  }

  /** @param {Sequence} sequence */
  order(sequence) {
    const blocks = this.blocksFor(sequence.final);
    return blocks > 1 ? 32 - Math.clz32(blocks - 1) : 0;
  }

  /** @param {Sequence} sequence */
  fits(sequence) {
    return this.order(sequence) <= this.largest;
  }

  /** @param {number} number @param {Sequence} sequence @param {number} _tokens @param {boolean} _safe */
  admit(number, sequence, _tokens, _safe) {
    const wanted = this.order(sequence);
    const found = this.pieces.findIndex((pieces, order) => order >= wanted && pieces.size > 0);
    if (found < 0) return false;
    const start = Math.min(...this.pieces[found]);
    this.pieces[found].delete(start);
    for (let order = found - 1; order >= wanted; order -= 1) this.pieces[order].add(start + 2 ** order);
    const places = Array.from({ length: 2 ** wanted }, (_, at) => start + at);
    this.take(FIRST + number, places);
    this.held.set(number, places);
    return true;
  }

  /** @override @param {number} number */
  release(number) {
    const places = this.held.get(number) ?? [];
    super.release(number);
    let start = places[0];
    let order = Math.log2(places.length);
    while (this.pieces[order].delete(start ^ (2 ** order))) {
      start = Math.min(start, start ^ (2 ** order));
      order += 1;
    }
    this.pieces[order].add(start);
  }

  /** @param {Sequence} next */
  scattered(next) {
    const wanted = this.order(next);
    return this.pieces.reduce((sum, { size }, order) => sum + (order < wanted ? size * 2 ** order : 0), 0);
  }
}

/**
 * One block after the other as tokens come, anywhere; the full blocks of a shared prefix once for all
 * (Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention, 2023).
 * A safe sequence is promised the blocks of the longest one, so that it never has to give way.
 */
export class Paged extends Pool {
  /** @param {number} blocks @param {Sizes} sizes */
  constructor(blocks, sizes) {
    super(blocks, sizes);
    this.stack = Array.from({ length: blocks }, (_, at) => blocks - 1 - at);
    this.prefixBlocks = Math.floor(sizes.shared / sizes.block);
    this.prefix = this.prefixBlocks * sizes.block;
    /** @type {number[]} */
    this.common = [];
    /** Blocks that a safe sequence may still ask for. @type {Map<number, number>} */
    this.promises = new Map();
  }

  /** @param {Sequence} _sequence */
  fits(_sequence) {
    return true; // the longest is never longer than the pool
  }

  /** @param {number} number @param {Sequence} _sequence @param {number} tokens @param {boolean} safe */
  admit(number, _sequence, tokens, safe) {
    const own = this.blocksFor(tokens - this.prefix);
    const later = safe ? this.blocksFor(this.sizes.longest - this.prefix) - own : 0;
    const common = this.held.size ? 0 : this.prefixBlocks;
    if (own + later + common > this.free - this.promised) return false;
    if (common) this.common = this.pop(SHARED, common);
    this.held.set(number, this.pop(FIRST + number, own));
    if (safe) this.promises.set(number, later);
    this.promised += later;
    return true;
  }

  /** @override @param {number} number @param {number} tokens */
  grow(number, tokens) {
    const held = this.held.get(number) ?? [];
    const more = this.blocksFor(tokens - this.prefix) - held.length;
    const promise = this.promises.get(number);
    if (promise === undefined && more > this.free - this.promised) return false;
    if (promise !== undefined) {
      this.promises.set(number, promise - more);
      this.promised -= more;
    }
    held.push(...this.pop(FIRST + number, more));
    return true;
  }

  /** @override @param {number} number */
  release(number) {
    this.promised -= this.promises.get(number) ?? 0;
    this.promises.delete(number);
    this.stack.push(...(this.held.get(number) ?? []));
    super.release(number);
    if (this.held.size) return;
    this.stack.push(...this.common);
    this.give(this.common);
    this.common = [];
  }

  /** @param {Sequence} _next */
  scattered(_next) {
    return 0; // any free block is as good as any other
  }

  /** @param {number} owner @param {number} count */
  pop(owner, count) {
    const places = this.stack.splice(this.stack.length - count, count).reverse();
    this.take(owner, places);
    return places;
  }
}
