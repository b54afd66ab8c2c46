// @ts-check

/** Says `text` to assistive technology, once, through the status line of the bar. @param {string} text */
export function say(text) {
  const line = document.querySelector("il-shell [role=status]");
  if (!line) return;
  line.textContent = "";
  setTimeout(() => (line.textContent = text), 50); // the same words twice are two changes
}
