// @ts-check
// What is said to the reader, and what is kept for them: in this browser alone.

/** Says `text` to assistive technology, once, through the status line of the bar. @param {string} text */
export function say(text) {
  const line = document.querySelector("il-shell [role=status]");
  if (!line) return;
  line.textContent = "";
  setTimeout(() => (line.textContent = text), 50); // the same words twice are two changes
}

/** @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(`il.${name}`);
  } catch {
    return null; // refused: nothing was kept
  }
}

/** @param {string} name @param {string | null} value null forgets it */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`il.${name}`);
    else localStorage.setItem(`il.${name}`, value);
  } catch {
    // refused: the choice lasts as long as the page
  }
}
