// @ts-check
// The ledger of a mission on its page: what it holds, how well it is kept, files in and out.
import { readLedger, written } from "../mission/ledger-form.mjs";
import { calibrationSaid, guessText, plans, regretSaid, rows } from "../mission/ledger-rows.mjs";
import { empty } from "../mission/ledger.mjs";
import { keeperOf } from "../mission/storage.mjs";
import { put } from "../redraw.mjs";
import { Asides } from "./mission-asides.mjs";
import { made, missionIn } from "./mission-parts.mjs";

const LARGEST = 4e6; // bytes of a file that is read
const FEW = 2; // results that are shown at once

export class LedgerView {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.signal = signal;
    this.keeper = keeperOf(root.dataset.mission ?? "");
    this.ledger = this.keeper.ledger;
    this.host = /** @type {HTMLElement} */ (root.querySelector(".il-ledger-host"));
    this.article = root.closest("article") ?? document.body;
    this.mission = missionIn(this.article);
    this.state = made("p", "il-ledger-state");
    this.warning = made("p", "il-ledger-aside");
    this.warning.setAttribute("role", "alert");
    this.asides = new Asides(this);
    this.told = made("p", "il-ledger-told");
    this.score = made("p", "il-ledger-score");
    this.tables = made("div", "il-ledger-tables");
    this.told.setAttribute("role", "status");
    this.told.tabIndex = -1; // where the focus goes when a notice is gone
    this.question = made("div", "il-ledger-question");
    this.question.setAttribute("role", "group");
    this.drawing = 0;
  }

  start() {
    const { signal, ledger, keeper } = this;
    this.chip = made("p", "il-save");
    this.host.replaceChildren(this.state, this.warning, this.asides.element, this.score, this.tables, this.tools(), this.question, this.told);
    this.article.append(this.chip);
    signal.addEventListener("abort", () => {
      this.chip?.remove();
      cancelAnimationFrame(this.drawing);
    });
    ledger.addEventListener("change", () => this.soon(), { signal });
    keeper.addEventListener("saving", () => this.showSaving(), { signal });
    this.showSaving();
    this.show();
  }

  /** At most once for each picture. */
  soon() {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => this.show());
  }

  showSaving() {
    const { keeper, chip } = this;
    const bad = ["refused", "full", "stuck"].includes(keeper.saving.kind);
    const words = `Ledger: ${keeper.words}`;
    put(this.state, `${words}. It is kept in this browser alone.`);
    put(this.warning, [keeper.blocked, bad ? `This page goes on, but what you do is lost when it is closed: ${keeper.words}. Export it.` : ""].filter(Boolean).join(" "));
    this.warning.hidden = !this.warning.textContent;
    this.asides.show();
    for (const place of [this.state, chip]) place?.toggleAttribute("data-bad", bad);
    if (!chip) return;
    if (!chip.firstElementChild) chip.append(Object.assign(made("a"), { href: "#ledger" }));
    put(/** @type {Element} */ (chip.firstElementChild), words);
  }

  show() {
    const { mission, ledger } = this;
    put(this.score, calibrationSaid(ledger.predictions));
    const every = rows(mission, ledger);
    const seen = every.filter((row) => row.kept || row.track === ledger.state.track);
    const chosen = plans(mission, ledger).filter((plan) => plan.committed || plan.defence);
    this.tables.replaceChildren(
      records("What you predicted, set and found", ["Track and part", "Predictions", "Settings", "Results", "Target", "Evidence", "Answers and reflection"], seen.map((row) => [
        [`${row.trackTitle}: ${row.partTitle}`],
        row.guesses.length ? row.guesses.map((one) => guessText(one)) : ["none yet"],
        [row.settings, row.attempts > 1 ? `${row.attempts} settings tried` : ""],
        folded(row.results, "result"),
        [row.target],
        row.evidence ? [row.evidence.words, `hash ${row.evidence.hash}`] : [row.begun ? "none kept" : ""],
        [...folded(row.answers, "answer"), row.reflection],
      ])),
      ...(chosen.length
        ? [records("Strategies", ["Track", "Stance", "Settings", "Results", "Score", "Defence"], chosen.map((plan) => [
            [plan.trackTitle],
            [plan.stance],
            [plan.settings],
            folded(plan.results, "result"),
            plan.committed ? [regretSaid(plan.regret), plan.stale ? `stale: ${plan.stale}` : "", plan.committed > 1 ? `commitment ${plan.committed}` : ""] : ["not committed"],
            [plan.defence],
          ]))]
        : []),
    );
  }

  tools() {
    const { signal } = this;
    const tools = made("p", "il-ledger-tools");
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const one = Object.assign(made("button", "", text), { type: "button" });
      one.addEventListener("click", act, { signal });
      tools.append(one);
      return one;
    };
    const { mission, ledger } = this;
    button("Export JSON", () => this.save(".json", `${written(mission.slug, ledger.state, 2)}\n`));
    button("Export Markdown", async () => this.save(".md", (await import("../mission/export.mjs")).markdown(mission, ledger)));
    button("Export CSV", async () => this.save(".csv", (await import("../mission/export.mjs")).csv(mission, ledger)));
    const file = Object.assign(made("input", "il-said"), { type: "file", accept: ".json,application/json", tabIndex: -1 });
    file.setAttribute("aria-label", "A ledger that was exported as JSON");
    file.addEventListener("change", () => this.read(file), { signal });
    this.importing = button("Import JSON", () => file.click());
    this.clearing = button("Clear", () => this.askToClear());
    tools.append(file);
    return tools;
  }

  /** @param {string} ending of its name @param {string} text */
  save(ending, text) {
    const name = `ledger-${this.mission.slug}${ending}`;
    const address = URL.createObjectURL(new Blob([text]));
    Object.assign(made("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address));
    this.say(`Exported as ${name}.`);
  }

  /** @param {HTMLInputElement} input */
  async read(input) {
    const file = input.files?.[0];
    if (!file) return;
    const reading = file.size > LARGEST ? { fault: "It is larger than any ledger." } : readLedger(await file.text(), this.mission.slug);
    input.value = "";
    if ("fault" in reading) return this.say(`Not imported, and nothing was changed. ${reading.fault}`);
    const { state } = reading;
    const count = Object.values(state.entries).reduce((sum, one) => sum + one.predictions.length, 0);
    const parts = Object.keys(state.entries).length;
    this.ask(`“${file.name}” holds ${counted(count, "prediction")} in ${counted(parts, "part")}. Merging keeps, of each part, what changed last, and all predictions. Replacing removes what this ledger holds.`, {
      Merge: () => {
        this.ledger.join(state);
        this.say("Merged.");
      },
      Replace: () => {
        this.ledger.replace(state);
        this.say("Replaced.");
      },
    }, this.importing);
  }

  askToClear() {
    this.ask("Clear every prediction, setting, answer, reflection and strategy of this mission, on every track and in every open page? It cannot be undone; an export can be imported again.", {
      "Clear everything": () => {
        this.ledger.replace(empty());
        this.say("The ledger is empty.");
      },
    }, this.clearing);
  }

  /** @param {string} words @param {Record<string, () => void>} answers @param {HTMLElement | undefined} back where the focus returns */
  ask(words, answers, back) {
    const id = "il-ledger-asked";
    const done = () => {
      this.question.replaceChildren();
      back?.focus();
    };
    const buttons = Object.entries({ ...answers, Cancel: () => this.say("Nothing was changed.") }).map(([name, act]) => {
      const one = Object.assign(made("button", "", name), { type: "button" });
      one.addEventListener("click", () => {
        done();
        act();
      });
      return one;
    });
    this.question.setAttribute("aria-labelledby", id);
    this.question.replaceChildren(Object.assign(made("p", "", words), { id }), made("p", "il-ledger-tools", ...buttons));
    buttons[0].focus();
    this.question.onkeydown = ({ key }) => key === "Escape" && buttons[buttons.length - 1].click();
  }

  /** @param {string} words */
  say(words) {
    put(this.told, words);
  }
}

/** Many lines wait behind their number. @param {string[]} lines @param {string} word */
function folded(lines, word) {
  if (lines.length <= FEW) return lines;
  return [made("details", "il-ledger-fold", made("summary", "", counted(lines.length, word)), ...lines.map((text) => made("div", "", text)))];
}

/**
 * A table whose rows a narrow place shows as cards, each value after the name of its column.
 * @param {string} name @param {string[]} head @param {(string | HTMLElement)[][][]} lines each cell holds paragraphs
 */
export function records(name, head, lines) {
  const box = table(name, head, lines);
  box.classList.add("il-records");
  box.removeAttribute("tabindex"); // it never scrolls
  // Cells that are laid out as blocks are not taken for a table any more, unless they say so.
  const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
  for (const [tags, role] of Object.entries(roles)) for (const one of box.querySelectorAll(tags)) one.setAttribute("role", role);
  return box;
}

/** @param {string} name @param {string[]} head @param {(string | HTMLElement)[][][]} lines each cell holds paragraphs */
export function table(name, head, lines) {
  const body = made("tbody");
  for (const cells of lines) {
    const row = made("tr");
    cells.forEach((texts, at) => {
      const cell = made(at ? "td" : "th", "", ...texts.filter(Boolean).map((text) => made("div", "", text)));
      cell.dataset.name = head[at];
      if (!at) cell.setAttribute("scope", "row");
      row.append(cell);
    });
    body.append(row);
  }
  const columns = head.map((text) => Object.assign(made("th", "", text), { scope: "col" }));
  const box = made("div", "il-table-box", made("table", "", made("caption", "", name), made("thead", "", made("tr", "", ...columns)), body));
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  return box;
}

/** @param {number} count @param {string} word */
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
