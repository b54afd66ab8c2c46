// @ts-check
// Loaded when the search is first opened, and the index with it: no page pays for it before.
import MiniSearch from "../vendor/minisearch.min.mjs";
import { around, marked, plainText } from "../search-text.mjs";
import { sheet } from "../sheet.mjs";
import { keep, kept } from "../reader.mjs";

const BASE = new URL("../../../", import.meta.url);
const SHOWN = 30;

/** @typedef {{ id: number, location: string, title: string, page: string, text: string, boost: number }} Entry */

/** @type {HTMLDialogElement | undefined} */
let dialog;
/** @type {Promise<MiniSearch> | undefined} */
let loading;

/** Opens the search; closing it gives the focus back to where it was. */
export async function openSearch() {
  await sheet("dialogs");
  dialog ??= build();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
  index().then(() => answer(), () => tell("The search index could not be loaded. Check the connection, close this and open it again."));
}

function index() {
  loading ??= load().catch((error) => {
    loading = undefined; // the next opening tries again
    throw error;
  });
  return loading;
}

async function load() {
  tell("Loading the index…");
  const response = await fetch(new URL("search/search_index.json", BASE));
  if (!response.ok) throw new Error(`search index: ${response.status}`);
  const { docs } = await response.json();
  const engine = new MiniSearch({
    fields: ["title", "text"],
    storeFields: ["location", "title", "page", "text", "boost"],
    searchOptions: {
      boost: { title: 4 },
      boostDocument: (_id, _term, stored) => Number(stored?.boost ?? 1),
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  await engine.addAllAsync(entries(docs), { chunkSize: 200 });
  tell("");
  return engine;
}

/** @param {{ location: string, title: string, text: string, boost?: number }[]} docs @returns {Entry[]} */
function entries(docs) {
  const pages = new Map(docs.filter((doc) => !doc.location.includes("#")).map((doc) => [doc.location, doc.title]));
  return docs.map((doc, id) => ({
    id,
    location: doc.location,
    title: plainText(doc.title),
    page: plainText(pages.get(doc.location.split("#")[0]) ?? ""),
    text: plainText(doc.text),
    boost: doc.boost ?? 1,
  }));
}

function build() {
  const made = document.createElement("dialog");
  made.className = "il-search";
  made.setAttribute("aria-label", "Search");
  made.innerHTML = `
    <form method="dialog" role="search">
      <input type="search" aria-label="Search this site" placeholder="Search" autocomplete="off" spellcheck="false">
      <button type="button">Close</button>
    </form>
    <p class="il-search-said" role="status"></p>
    <ol class="il-search-list"></ol>
    <p class="il-search-keys"><kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> open · <kbd>Esc</kbd> close
      <label><input type="checkbox"> open with <kbd>/</kbd> or <kbd>s</kbd></label></p>`;
  const [field, keys] = made.querySelectorAll("input");
  keys.checked = kept("keys") !== "off";
  keys.addEventListener("change", () => keep("keys", keys.checked ? null : "off"));
  made.querySelector("button")?.addEventListener("click", () => made.close());
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    made.querySelector("a")?.click();
  });
  let wait = 0;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = window.setTimeout(answer, 120);
  });
  made.addEventListener("keydown", move);
  made.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === made || target.closest("a")) made.close();
  });
  document.body.append(made);
  return made;
}

/** Arrow keys walk from the field through the results and back. @param {KeyboardEvent} event */
function move(event) {
  if (event.key === "Escape") {
    event.preventDefault(); // the field would only be emptied
    dialog?.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !dialog) return;
  const stops = [dialog.querySelector("input"), ...dialog.querySelectorAll("ol a")];
  const at = Math.max(0, stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)));
  event.preventDefault();
  /** @type {HTMLElement} */ (stops[(at + step + stops.length) % stops.length]).focus();
}

async function answer() {
  const query = dialog?.querySelector("input")?.value.trim() ?? "";
  const list = /** @type {HTMLElement} */ (dialog?.querySelector("ol"));
  if (!query) {
    list.replaceChildren();
    return;
  }
  const engine = await index();
  let found = engine.search(query);
  if (!found.length) found = engine.search(query, { combineWith: "OR" });
  const count = found.length;
  list.replaceChildren(...found.slice(0, SHOWN).map(row));
  tell(`${count || "No"} ${count === 1 ? "result" : "results"}${count > SHOWN ? `, the best ${SHOWN} shown` : ""}`);
}

/** @param {import("../vendor/minisearch.min.mjs").SearchResult} hit */
function row(hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(hit.location, BASE).href;
  link.append(line("strong", hit.title, hit.terms));
  if (hit.page && hit.page !== hit.title) link.append(line("span", hit.page, []));
  link.append(line("p", around(hit.text, hit.terms), hit.terms));
  item.append(link);
  return item;
}

/** @param {string} tag @param {string} text @param {string[]} terms */
function line(tag, text, terms) {
  const made = document.createElement(tag);
  for (const run of marked(text, terms)) {
    const piece = document.createElement(run.mark ? "mark" : "span");
    piece.textContent = run.text;
    made.append(run.mark ? piece : run.text);
  }
  return made;
}

/** @param {string} text */
function tell(text) {
  const said = dialog?.querySelector(".il-search-said");
  if (said) said.textContent = text;
}
