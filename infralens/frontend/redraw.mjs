// @ts-check
// Writing only what differs: whatever stays keeps its style and its layout, which in a page that
// follows a slider is nearly all of it.

/**
 * Puts a text into its place. The text that is there is changed, not replaced: a new node would have
 * the styles of the whole page looked through.
 * @param {Element | null} place @param {string} text
 */
export function put(place, text) {
  const [node, ...others] = place?.childNodes ?? [];
  if (node instanceof Text && !others.length) {
    if (node.data !== text) node.data = text;
  } else if (place && place.textContent !== text) place.textContent = text;
}

/** @param {Element} place @param {string} name of an attribute @param {string} value */
export function set(place, name, value) {
  if (place.getAttribute(name) !== value) place.setAttribute(name, value);
}

/**
 * Shows the text of an svg element as the first one of a place.
 * @param {Element} place @param {string} picture
 */
export function redraw(place, picture) {
  const [svg] = place.getElementsByTagName("svg");
  if (!svg) return place.insertAdjacentHTML("afterbegin", picture);
  const holder = document.createElement("template");
  holder.innerHTML = picture;
  follow(svg, /** @type {Element} */ (holder.content.firstElementChild));
}

/** @param {Element} element @param {Element} fresh */
function follow(element, fresh) {
  for (const { name } of [...element.attributes]) if (!fresh.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of fresh.attributes) set(element, name, value);
  if (!fresh.firstElementChild !== !element.firstElementChild) element.replaceChildren();
  if (!fresh.firstElementChild) return put(element, fresh.textContent ?? "");
  const [known, wanted] = [byLook(element), byLook(fresh)];
  // First of all, so that whatever stays is in its place already.
  for (const [name, all] of known) for (const surplus of all.splice(wanted.get(name)?.length ?? 0)) surplus.remove();
  let next = element.firstElementChild;
  for (const child of [...fresh.children]) {
    const same = known.get(look(child))?.shift();
    if (same) follow(same, child);
    if (same && same === next) next = next.nextElementSibling;
    else element.insertBefore(same ?? child, next);
  }
}

/** The children of each look, in order. @param {Element} element @returns {Map<string, Element[]>} */
function byLook(element) {
  const found = new Map();
  for (const child of element.children) found.set(look(child), [...(found.get(look(child)) ?? []), child]);
  return found;
}

/** @param {Element} element */
const look = (element) => `${element.nodeName} ${element.getAttribute("class")}`;
