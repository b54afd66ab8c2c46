// @ts-check
import { LEVELS, kept, wishOf, zoomed } from "../figure-zoom.mjs";
import { sheet } from "../sheet.mjs";

const CONTENT = `<form method="dialog">
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<output></output>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="fit">Fit</button>
<button class="il-close">Close</button>
</form>
<div tabindex="0" role="group" aria-label="Figure: plus, minus and 0 zoom, arrow keys move it"></div>
<p></p>`;

/**
 * Shows the picture inside `box` in a dialog; closing puts it back, and the focus on `link`.
 * @param {HTMLElement} box @param {HTMLAnchorElement} link @param {AbortSignal | undefined} signal that the page goes
 */
export async function showFigure(box, link, signal) {
  const picture = /** @type {SVGElement | HTMLImageElement | null} */ (box.querySelector("svg, img"));
  if (!picture) return;
  await sheet("dialogs");
  const dialog = document.createElement("dialog");
  dialog.className = "il-lightbox md-typeset";
  dialog.innerHTML = CONTENT;
  const room = /** @type {HTMLElement} */ (dialog.querySelector("div"));
  const words = /** @type {HTMLElement} */ (dialog.querySelector("p"));
  words.append(...captionOf(box));
  dialog.setAttribute("aria-label", words.textContent?.trim() || "Figure");
  // Moved, not copied: a copy would repeat the ids inside the figure.
  const place = document.createComment("");
  picture.replaceWith(place);
  room.append(picture);
  const show = zooming(dialog, room, picture);
  panning(room);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    picture.style.width = "";
    place.replaceWith(picture);
    dialog.remove();
    link.focus();
  });
  signal?.addEventListener("abort", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  show(LEVELS[0]);
  /** @type {HTMLElement} */ (dialog.querySelector(".il-close")).focus();
}

/**
 * Buttons, keys, double clicks and the wheel zoom; the point they mean stays where it is.
 * @param {HTMLElement} dialog @param {HTMLElement} room @param {SVGElement | HTMLImageElement} picture
 */
function zooming(dialog, room, picture) {
  let level = LEVELS[0];
  /** @param {number} next @param {number} [x] @param {number} [y] */
  const show = (next, x = room.clientWidth / 2, y = room.clientHeight / 2) => {
    const [left, top] = [kept(room.scrollLeft, x, next / level), kept(room.scrollTop, y, next / level)];
    level = next;
    dialog.toggleAttribute("data-zoomed", level > 1);
    picture.style.width = level > 1 ? `${level * 100}%` : "";
    room.scrollTo({ left, top, behavior: "instant" });
    for (const button of dialog.querySelectorAll("button")) {
      const wish = /** @type {"in" | "out" | "fit" | undefined} */ (button.dataset.zoom);
      if (wish) button.setAttribute("aria-disabled", String(zoomed(level, wish) === level));
    }
    /** @type {HTMLElement} */ (dialog.querySelector("output")).textContent = `${level * 100} %`;
  };
  dialog.addEventListener("click", (event) => {
    const wish = /** @type {Element} */ (event.target).closest("button")?.dataset.zoom;
    if (wish) show(zoomed(level, /** @type {"in" | "out" | "fit"} */ (wish)));
  });
  dialog.addEventListener("keydown", (event) => {
    const wish = event.ctrlKey || event.metaKey || event.altKey ? null : wishOf(event.key);
    if (!wish) return;
    event.preventDefault();
    show(zoomed(level, wish));
  });
  room.addEventListener("dblclick", (event) => {
    const { left, top } = room.getBoundingClientRect();
    show(zoomed(level, level === LEVELS.at(-1) ? "fit" : "in"), event.clientX - left, event.clientY - top);
  });
  room.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel alone scrolls
    event.preventDefault();
    const { left, top } = room.getBoundingClientRect();
    show(zoomed(level, event.deltaY < 0 ? "in" : "out"), event.clientX - left, event.clientY - top);
  }, { passive: false });
  return show;
}

/** A mouse that is held down moves the figure; fingers and keys scroll it as they always do. @param {HTMLElement} room */
function panning(room) {
  room.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    room.setPointerCapture(event.pointerId);
    room.dataset.held = "";
  });
  room.addEventListener("pointermove", (event) => {
    if (!("held" in room.dataset)) return;
    room.scrollBy({ left: -event.movementX, top: -event.movementY, behavior: "instant" });
  });
  for (const end of ["pointerup", "pointercancel"]) {
    room.addEventListener(end, () => delete room.dataset.held);
  }
}

/** What stands below the figure, without the link that enlarges it. @param {HTMLElement} box */
function captionOf(box) {
  const caption = /** @type {Element | undefined} */ (box.querySelector("figcaption")?.cloneNode(true));
  caption?.querySelector(".il-enlarge")?.remove();
  return [...caption?.childNodes ?? []];
}
