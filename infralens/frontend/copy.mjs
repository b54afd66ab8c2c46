// @ts-check
import { say } from "./reader.mjs";

/**
 * Copies the shown lines of `root`, exactly as they stand in the file, and says so on the button.
 * @param {Element} root @param {HTMLButtonElement} button
 */
export async function copyCode(root, button) {
  let told = "Copied";
  try {
    await navigator.clipboard.writeText(codeOf(root));
  } catch {
    told = "Not allowed";
  }
  button.textContent = told;
  say(told);
  setTimeout(() => (button.textContent = "Copy"), 2000);
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
