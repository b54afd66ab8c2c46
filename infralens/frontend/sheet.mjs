// @ts-check

/** Adds a style sheet of ours, once, and waits for it. @param {string} name */
export async function sheet(name) {
  const href = new URL(`sheets/${name}.css`, import.meta.url).href;
  if ([...document.styleSheets].some((known) => known.href === href)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const ready = new Promise((done) => (link.onload = link.onerror = done));
  document.body.append(link); // instant navigation tidies the head;
  await ready;
}
