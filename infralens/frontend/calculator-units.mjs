// @ts-check
// Whether sizes are shown in GiB rather than GB: one choice for every calculator, kept for the reader.
import { keep, kept } from "./reader.mjs";

class BinaryUnits extends EventTarget {
  on = kept("sizes") === "binary";

  /** Changes the choice; answers whether it could be kept. @param {boolean} on */
  choose(on) {
    this.on = on;
    keep("sizes", on ? "binary" : null);
    this.dispatchEvent(new Event("change"));
    return (kept("sizes") === "binary") === on && storageWorks();
  }
}

export const binaryUnits = new BinaryUnits();

function storageWorks() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}
