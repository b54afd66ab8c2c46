// @ts-check
// The page on which somebody else's ledger is computed again. Nothing of it leaves the browser.
import { calibrationSaid } from "../mission/ledger-rows.mjs";
import { parsed } from "../mission/ledger-form.mjs";
import { replay, summary } from "../mission/replay.mjs";
import { put } from "../redraw.mjs";
import { records } from "./mission-ledger.mjs";
import { made, missionIn } from "./mission-parts.mjs";

export class Replay {
  /** @param {HTMLElement} root @param {AbortSignal} signal @param {string} base of its addresses */
  constructor(root, signal, base) {
    this.root = root;
    this.signal = signal;
    this.base = base;
    /** @type {Record<string, string>} addresses of missions */
    this.missions = JSON.parse(root.querySelector("script")?.textContent ?? "{}");
    this.told = made("p", "il-replay-told");
    this.told.setAttribute("role", "status");
    this.lines = made("div", "il-replay-lines");
  }

  start() {
    const { root, signal } = this;
    const file = /** @type {HTMLInputElement} */ (root.querySelector("input[type=file]"));
    root.querySelector(".il-no-script")?.remove();
    root.querySelector("fieldset")?.removeAttribute("disabled");
    root.append(this.told, this.lines);
    file.addEventListener("change", () => file.files?.[0] && this.open(file.files[0]), { signal });
    root.querySelector("button")?.addEventListener("click", () => print(), { signal });
  }

  /** @param {File} file */
  async open(file) {
    this.lines.replaceChildren();
    const found = parsed(await file.text());
    // The same file, changed, can be opened again.
    /** @type {HTMLInputElement} */ (this.root.querySelector("input[type=file]")).value = "";
    if ("fault" in found) return put(this.told, `“${file.name}” cannot be replayed. ${found.fault}`);
    const address = this.missions[found.mission];
    if (!address) return put(this.told, `“${file.name}” is the ledger of “${found.mission}”, and this course has no such mission.`);
    put(this.told, "Computing …");
    try {
      const page = new URL(address, this.base);
      const mission = await described(page);
      const lines = await replay(mission, found.state, async (data) => (await import(new URL(data.module, page).href)).formulas);
      if (this.signal.aborted) return;
      this.show(file.name, mission, found.state, lines);
    } catch (error) {
      put(this.told, `The mission could not be loaded: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** @param {string} name @param {import("../mission/scene-model.mjs").Mission} mission @param {import("../mission/ledger.mjs").State} state @param {import("../mission/replay.mjs").Line[]} lines */
  show(name, mission, state, lines) {
    put(this.told, `${mission.title}, “${name}”: ${summary(lines)}`);
    const written = [
      ...Object.entries(state.entries).map(([key, { reflection }]) => [key, "reflection", reflection]),
      ...Object.entries(state.strategies).map(([track, { stance, defence }]) => [track, `defence of “${stance}”`, defence]),
    ].filter(([, , text]) => text);
    const checks = records("Every number, computed again", ["Where", "What", "In the ledger", "Computed now", "Verdict"], lines.map((line) => [
      [line.place], [line.what], [line.recorded], [line.computed], [line.verdict],
    ]));
    for (const [at, row] of [...checks.querySelectorAll("tbody tr")].entries()) row.setAttribute("data-verdict", lines[at].verdict);
    this.lines.replaceChildren(
      made("p", "", calibrationSaid(Object.values(state.entries).flatMap(({ predictions }) => predictions))),
      checks,
      ...(written.length ? [records("What was written, to be read by a person", ["Where", "What", "Text"], written.map((cells) => cells.map((text) => [text])))] : []),
    );
  }
}

/** What the page of a mission says of itself. @param {URL} page */
async function described(page) {
  const answer = await fetch(page);
  if (!answer.ok) throw new Error(`${answer.status} at ${page.pathname}`);
  return missionIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
}
