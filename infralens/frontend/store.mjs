// @ts-check
// The reader's choices, kept in this browser alone. A refused storage is no error: the choice is not kept.

/** @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(`il.${name}`);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string | null} value */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`il.${name}`);
    else localStorage.setItem(`il.${name}`, value);
  } catch {
    // lasts as long as the page
  }
}
