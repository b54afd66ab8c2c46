// @ts-check
import { say } from "./reader.mjs";

const TOLD = 2000; // ms that a button says what it did

/**
 * Copies the shown lines of `root`, exactly as they stand in the file, and says so on the button.
 * @param {Element} root @param {HTMLButtonElement} button
 */
export async function copyCode(root, button) {
  await copyText(codeOf(root), button);
}

/** Copies `text` and says so on the button for a while. @param {string} text @param {HTMLButtonElement} button */
export async function copyText(text, button) {
  const words = button.dataset.words ?? button.textContent ?? "";
  button.dataset.words = words;
  let told = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    told = "Not allowed";
  }
  button.textContent = told;
  say(told);
  setTimeout(() => (button.textContent = words), TOLD);
}

/** The text of the lines, without references to notes and without gaps. @param {Element} root */
function codeOf(root) {
  return [...root.querySelectorAll(".il-line")]
    .map((line) => {
      const bare = /** @type {Element} */ (line.cloneNode(true));
      for (const ref of bare.querySelectorAll(".il-ref")) ref.remove();
      return bare.textContent ?? "";
    })
    .join("");
}
