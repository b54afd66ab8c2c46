// @ts-check
import { sheet } from "../sheet.mjs";

/**
 * Shows the picture inside `box` in a dialog; closing puts it back, and the focus on `link`.
 * @param {HTMLElement} box @param {HTMLAnchorElement} link
 */
export async function showFigure(box, link) {
  const picture = box.querySelector("svg, img");
  if (!picture) return;
  await sheet("dialogs");
  const caption = box.closest("figure")?.querySelector("figcaption")?.textContent?.trim() ?? "";
  const dialog = document.createElement("dialog");
  dialog.className = "il-lightbox md-typeset";
  dialog.setAttribute("aria-label", caption || "Figure");
  dialog.innerHTML = `<form method="dialog"><button type="button">Zoom in</button> <button>Close</button></form>
    <div tabindex="0" role="group" aria-label="Figure, scrolls when zoomed"></div><p></p>`;
  const [zoom, close] = dialog.querySelectorAll("button");
  const [room] = dialog.querySelectorAll("div");
  const [words] = dialog.querySelectorAll("p");
  zoom.addEventListener("click", () => {
    zoom.textContent = dialog.toggleAttribute("data-zoomed") ? "Zoom out" : "Zoom in";
  });
  // Moved, not copied: a copy would repeat the ids inside the figure.
  const place = document.createComment("");
  picture.replaceWith(place);
  room.append(picture);
  words.textContent = caption;
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    place.replaceWith(picture);
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
