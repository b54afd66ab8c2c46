// @ts-check
// The strategy of a track: committed to first, then compared with every other that could be chosen.
import { putSettings, settingsOf } from "../calculator-controls.mjs";
import { drawing, isSteep, niceScale } from "../chart.mjs";
import { Draft } from "../draft.mjs";
import { candidates, judged, standing, verdict } from "../mission/designs.mjs";
import { partHashes } from "../mission/evidence.mjs";
import { settingValue, textOf, textsOf } from "../mission/scene-model.mjs";
import { ledgerOf } from "../mission/storage.mjs";
import { unitFor } from "../quantity.mjs";
import { sheet } from "../sheet.mjs";
import { table } from "./mission-ledger.mjs";
import { legend, made } from "./mission-parts.mjs";

const QUIET = 400; // ms without a change, after which a draft is kept

export class SynthesisView {
  /** @type {import("../mission/designs.mjs").Candidate[] | undefined} */
  every;
  /** @type {Draft | undefined} */
  kept;

  /** @param {HTMLElement} root @param {AbortSignal} signal @param {string} base of its addresses */
  constructor(root, signal, base) {
    this.root = root;
    this.signal = signal;
    this.base = base;
    /** @type {import("../mission/scene-model.mjs").DesignData} */
    this.data = JSON.parse(root.querySelector(".il-design-data")?.textContent ?? "");
    this.track = this.data.track;
    this.ledger = ledgerOf(this.data.mission);
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.beginning = settingsOf(this.form).beginning;
    this.host = /** @type {HTMLElement} */ (root.querySelector(".il-synthesis-host"));
    this.parts = [...(root.closest("article") ?? document).querySelectorAll(".il-part")].map((part) => part.getAttribute("data-part") ?? "");
    this.answer = /** @type {HTMLElement | null} */ (root.parentElement?.querySelector(":scope > details.il-answer") ?? null);
    this.told = made("div", "il-verdict");
    this.told.setAttribute("role", "status");
    this.pair = 0;
  }

  async start() {
    const { form, signal, ledger } = this;
    await Promise.all([sheet("chart"), sheet("mission-instruments")]);
    if (signal.aborted) return;
    this.host.append(this.told);
    form.querySelector("fieldset")?.removeAttribute("disabled");
    this.kept = new Draft(form, QUIET, () => () => ledger.plan(this.track, this.draft), signal);
    form.addEventListener("submit", (event) => this.commit(event), { signal });
    ledger.addEventListener("change", () => this.follow(), { signal });
    ledger.addEventListener("replaced", () => this.restore(), { signal });
    await this.restore();
  }

  /** Shows the strategy that the ledger holds. */
  async restore() {
    this.kept?.drop();
    const { settings, stance, defence, commitments } = this.ledger.strategy(this.track);
    putSettings(this.form, { ...this.beginning, ...settings, ...(stance ? { stance } : {}) });
    this.defence.value = defence;
    this.follow();
    if (!commitments.length) this.host.replaceChildren(this.told);
    if (!commitments.length) this.told.replaceChildren();
    else await this.show();
  }

  /** The rubric waits for a commitment on the track that is seen. */
  follow() {
    if (this.answer && !this.root.hidden) this.answer.hidden = !this.ledger.strategy(this.track).commitments.length;
  }

  get defence() {
    return /** @type {HTMLTextAreaElement} */ (this.form.elements.namedItem("defence"));
  }

  /** What the form says. */
  get draft() {
    const { now } = settingsOf(this.form);
    const names = this.data.inputs.map(({ name }) => name).filter((name) => now[name] !== this.beginning[name]);
    return { settings: Object.fromEntries(names.map((name) => [name, now[name]])), stance: now.stance, defence: this.defence.value };
  }

  /** @param {Event} event */
  async commit(event) {
    event.preventDefault();
    this.kept?.drop();
    const { data, ledger, track } = this;
    const draft = this.draft;
    if (!draft.defence.trim()) {
      this.told.replaceChildren(made("p", "", "Defend it first: a score without a reason teaches little."));
      return this.defence.focus();
    }
    const found = judged(data, await this.evaluated(), draft.settings);
    const keys = data.outputs.map(({ key }) => key);
    const commitment = {
      settings: draft.settings,
      stance: draft.stance,
      results: textsOf(data, keys, found.every[found.chosen].results),
      regret: found.regret?.share ?? null,
      model: data.fingerprint,
      parts: partHashes((part) => ledger.entry(track, part), this.parts),
      when: new Date().toISOString(),
    };
    ledger.plan(track, { ...draft, commitments: [...ledger.strategy(track).commitments, commitment] });
    await this.show();
  }

  async evaluated() {
    const { formulas } = await import(new URL(this.data.module, this.base).href);
    return (this.every ??= candidates(this.data, formulas));
  }

  /** The last commitment among all designs. */
  async show() {
    const { data } = this;
    const every = await this.evaluated();
    const last = this.ledger.strategy(this.track).commitments.at(-1);
    if (this.signal.aborted || !last) return;
    const found = judged(data, every, last.settings);
    this.told.replaceChildren(...verdict(data, found).map((words) => made("p", "", words)));
    const picture = made("figure", "il-instrument");
    const pairs = data.objectives.flatMap((_, y) => data.objectives.slice(0, y).map((__, x) => [x, y]));
    const draw = () => this.draw(picture, found, pairs[this.pair]);
    const details = made("details", "il-synthesis-table", made("summary", "", "View as table"));
    details.addEventListener("toggle", () => details.childElementCount === 1 && details.append(this.table(found)), { once: true });
    this.host.replaceChildren(this.told, ...(pairs.length > 1 ? [this.chooser(pairs, draw)] : []), picture, details);
    draw();
  }

  /** @param {number[][]} pairs @param {() => void} draw */
  chooser(pairs, draw) {
    const choice = made("select", "", ...pairs.map(([x, y]) => made("option", "", `${this.label(y)} over ${this.label(x)}`)));
    choice.selectedIndex = this.pair;
    choice.addEventListener("change", () => {
      this.pair = choice.selectedIndex;
      draw();
    });
    return made("p", "", made("label", "", "Show ", choice));
  }

  /** @param {HTMLElement} figure @param {import("../mission/designs.mjs").Judgement} found @param {number[]} pair of objectives */
  draw(figure, { every, set, chosen }, pair) {
    const { data } = this;
    const usable = every.flatMap(({ row }) => (row ? [row] : []));
    const axes = pair.map((at) => {
      const values = usable.map((row) => row[at]);
      const unit = data.outputs.find(({ key }) => key === data.objectives[at].output)?.unit ?? "";
      const { size, letters } = unitFor(Math.max(...values.map(Math.abs)), unit, false);
      const scaled = values.map((value) => value / size);
      const scale = isSteep(scaled) ? niceScale("log", Math.min(...scaled), Math.max(...scaled)) : niceScale("linear", Math.min(0, ...scaled), Math.max(0, ...scaled));
      return { at, size, scale, name: `${this.label(at)}${letters ? `, ${letters}` : ""} (${data.objectives[at].better} is better)` };
    });
    const [x, y] = axes;
    const place = (/** @type {number[]} */ row) => /** @type {[number, number]} */ ([row[x.at] / x.size, row[y.at] / y.size]);
    const front = set.map((at) => place(/** @type {number[]} */ (every[at].row)));
    const row = every[chosen]?.row;
    /** @type {import("../chart.mjs").Part[]} */
    const parts = [{ kind: "dots", points: usable.map(place) }, ...front.map((at) => /** @type {const} */ ({ kind: "ghost", at }))];
    if (data.objectives.length === 2) parts.push({ kind: "line", points: [...front].sort(([a], [b]) => a - b) });
    if (row) parts.push({ kind: "here", at: place(row) });
    const said = `${every.length} designs, ${usable.length} usable, ${set.length} in the Pareto set. ${row ? "Yours is marked." : "Yours cannot be used and is not drawn."}`;
    const area = made("div", "il-chart-area");
    area.innerHTML = drawing({ label: `Designs: ${y.name} over ${x.name}. ${said}`, x: x.scale, y: y.scale, parts });
    const drawn = made(
      "div",
      "il-instrument-host",
      made("div", "il-instrument-bar", made("p", "il-axis-up", y.name)),
      area,
      made("p", "il-axis-across", x.name),
      legend({
        dots: { svg: '<circle class="il-chart-dots" cx="13" cy="8" r="4"/>', text: "a design" },
        ghost: { svg: '<path class="il-chart-ghost" d="M7,2L19,14M7,14L19,2"/>', text: "in the Pareto set" },
        here: { svg: '<line class="il-chart-here" x1="13" x2="13" y2="16"/><circle class="il-chart-here" cx="13" cy="8" r="4"/>', text: "yours" },
      }),
      made("p", "", said),
    );
    figure.replaceChildren(made("figcaption", "", `Every design: ${this.label(y.at)} over ${this.label(x.at)}`), drawn);
  }

  /** @param {import("../mission/designs.mjs").Judgement} found */
  table(found) {
    const { data } = this;
    const order = found.every.map((_, at) => at).sort((a, b) => Number(found.set.includes(b)) - Number(found.set.includes(a)) || a - b);
    const names = data.inputs.map(({ label }) => label);
    const outputs = [...new Set([...data.objectives, ...data.limits].map(({ output }) => output))];
    const labels = outputs.map((output) => data.outputs.find(({ key }) => key === output)?.label ?? output);
    return table("Every design, those of the Pareto set first", [...names, ...labels, "Standing"], order.map((at) => {
      const { settings, results } = found.every[at];
      return [
        ...data.inputs.map(({ name }) => [settingValue(data, name, settings[name])]),
        ...outputs.map((output) => [textOf(data, output, results[output])]),
        [`${at === found.chosen ? "Yours: " : ""}${standing(data, found, at)}`],
      ];
    }));
  }

  /** @param {number} at of an objective */
  label(at) {
    const { output } = this.data.objectives[at];
    return this.data.outputs.find(({ key }) => key === output)?.label ?? output;
  }
}
