// @ts-check
// Where a key leads in a deck, and what is said there. No DOM.

/**
 * What a key asks for: a slide by its index, or something to do; null for a key of no meaning here.
 * @param {string} key @param {number} at @param {number} count
 * @returns {number | "overview" | "notes" | null}
 */
export function asked(key, at, count) {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
    case "PageDown":
      return Math.min(at + 1, last);
    case "ArrowLeft":
    case "PageUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
    case "o":
    case "O":
      return "overview";
    case "n":
    case "N":
      return "notes";
    default:
      return null;
  }
}

/** The slide that an address names; the first one if it names none. @param {string} hash @param {string[]} ids */
export function named(hash, ids) {
  return Math.max(0, ids.findIndex((id) => hash === `#${id}` || hash === `#${encodeURIComponent(id)}`));
}

/** What is said when slide `at` comes. @param {number} at @param {string[]} titles */
export function announcement(at, titles) {
  return `slide ${at + 1} of ${titles.length}: ${titles[at]}`;
}

/** The address of a slide, with or without the wish to present it. @param {string} href @param {string} id @param {boolean} presenting */
export function address(href, id, presenting) {
  const url = new URL(href);
  if (presenting) url.searchParams.set("present", "1");
  else url.searchParams.delete("present");
  url.hash = id;
  return url.href;
}

/** Whether an address asks to present. @param {string} href */
export function wanted(href) {
  return new URL(href).searchParams.has("present");
}
