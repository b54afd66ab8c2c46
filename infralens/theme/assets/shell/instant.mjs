// @ts-check
// Instant navigation on the browser's Navigation API: the parts marked data-il-swap are replaced, the
// rest stays. History, scrolling and the Back button remain the browser's. Where the API is missing,
// or anything goes wrong, links load pages as they always have.
import { say } from "../infralens/reader.mjs";

const BASE = new URL("../../", import.meta.url);

export function startInstant() {
  // The icon stays while addresses change: its link must not depend on the page's.
  for (const icon of document.querySelectorAll("link[rel=icon]")) {
    const link = /** @type {HTMLLinkElement} */ (icon);
    link.href = link.href;
  }
  Reflect.get(window, "navigation")?.addEventListener("navigate", (/** @type {any} */ event) => {
    const to = new URL(event.destination.url);
    const page = to.href.startsWith(BASE.href) && /(\/|\.html)$/.test(to.pathname);
    const same = to.pathname === location.pathname && event.navigationType !== "traverse";
    const special = event.hashChange || event.formData || event.downloadRequest !== null;
    if (!page || same || special || !event.canIntercept) return;
    // The address changes before the page does; links still on show must keep their meaning.
    for (const link of document.links) link.href = link.href;
    event.intercept({ handler: () => turn(to, event.signal), focusReset: "manual" });
  });
}

/** @param {URL} to @param {AbortSignal} signal */
async function turn(to, signal) {
  try {
    const response = await fetch(to, { signal });
    if (!response.ok || response.redirected) throw new Error(`${response.status}`);
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    await swap(next);
  } catch (error) {
    if (signal.aborted) return;
    location.reload(); // the address is already the new one
    return;
  }
  say(document.title);
  if (!to.hash) document.getElementById("il-main")?.focus({ preventScroll: true });
}

/** @param {Document} next */
async function swap(next) {
  const parts = [...document.querySelectorAll("[data-il-swap]")].map((old) => {
    const fresh = next.querySelector(`[data-il-swap="${old.getAttribute("data-il-swap")}"]`);
    if (!fresh) throw new Error("another shell");
    return [old, fresh];
  });
  const known = new Map([...document.head.children].map((el) => [signature(el), el]));
  const waits = [];
  for (const el of [...next.head.children]) {
    if (known.delete(signature(el)) || el instanceof HTMLScriptElement) continue;
    document.head.append(el);
    if (el instanceof HTMLLinkElement && el.rel === "stylesheet") {
      waits.push(new Promise((done) => (el.onload = el.onerror = done)));
    }
  }
  await Promise.all(waits);
  for (const [old, fresh] of parts) old.replaceWith(fresh);
  for (const [, el] of known) if (!el.matches("script")) el.remove();
  /** @type {NodeListOf<HTMLScriptElement>} */
  const modules = next.querySelectorAll("script[type=module]");
  for (const { src } of modules) import(src);
}

/** What tells one element of the head from another, wherever the page lies. @param {any} el */
function signature(el) {
  return el.href ? el.rel + el.href : el.outerHTML;
}
