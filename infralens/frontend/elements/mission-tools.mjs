// @ts-check
// What stands around the controls of a scene: experts' ones, buttons, and the diary of attempts.
import { evidenceOf } from "../mission/evidence.mjs";
import { labelOf, resultsText, settingsText } from "../mission/scene-model.mjs";

export class SceneTools {
  /** @type {HTMLButtonElement | undefined} */
  undoing;
  /** @type {HTMLButtonElement | undefined} */
  back;

  /** @param {import("./mission-scene.mjs").Scene} scene */
  constructor(scene) {
    this.scene = scene;
  }

  start() {
    this.addExperts();
    this.addTools();
  }

  /** An expert control takes the place of another: never more are visible than before. */
  addExperts() {
    const { expert } = this.scene.data;
    if (!expert.length) return;
    const control = (/** @type {string} */ name) => /** @type {HTMLElement} */ (this.scene.form.querySelector(`.il-control[data-name="${name}"]`));
    const label = document.createElement("label");
    label.className = "il-expert";
    const choice = document.createElement("select");
    choice.append(new Option("none", ""), ...expert.map((one) => new Option(labelOf(this.scene.data, one.control), one.control)));
    label.append("Expert control ", choice);
    this.scene.form.querySelector("fieldset")?.append(label);
    const swap = () => {
      for (const name of this.scene.data.controls) control(name).hidden = false;
      for (const one of expert) {
        control(one.control).hidden = one.control !== choice.value;
        if (one.control === choice.value) control(one.replaces).hidden = true;
      }
    };
    choice.addEventListener("change", swap, { signal: this.scene.signal });
    choice.value = expert.find((one) => one.control in this.scene.changed)?.control ?? "";
    swap();
  }

  /** Buttons, and the diary of attempts. */
  addTools() {
    const { signal } = this.scene;
    const row = () => Object.assign(document.createElement("p"), { className: "il-scene-tools" });
    // What moves the controls stands with them; what keeps a setting stands with its results.
    const [moves, tools] = [row(), row()];
    const button = (/** @type {string} */ text, /** @type {() => void} */ act, place = tools) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      made.addEventListener("click", act, { signal });
      place.append(made, " ");
      return made;
    };
    this.undoing = button("Undo", () => this.undo(), moves);
    this.back = button("Back to the beginning", () => {
      this.scene.put({});
      this.scene.mission.follow(this.scene);
    }, moves);
    if (this.scene.data.instrument.simulation) {
      button("Another seed", () => {
        this.scene.seed += 1;
        this.scene.update();
        this.scene.mission.follow(this.scene);
      });
    }
    button("Keep as evidence", () => {
      const { ledger } = this.scene.mission;
      const entry = ledger.entry(this.scene.track, this.scene.part);
      ledger.write(this.scene.track, this.scene.part, { evidence: evidenceOf(entry, this.scene.data.fingerprint) });
      said("Kept in the ledger as evidence.");
    });
    button("Copy link to this setting", async () => {
      const link = this.scene.mission.linkTo(this.scene);
      history.replaceState(history.state, "", link);
      try {
        await navigator.clipboard.writeText(link);
        said("Copied.");
      } catch {
        said("The browser does not allow copying; the address of this page is that link.");
      }
    });
    const line = document.createElement("span");
    line.setAttribute("role", "status");
    tools.append(line);
    const said = (/** @type {string} */ words) => (line.textContent = words);
    const diary = document.createElement("details");
    diary.className = "il-diary";
    diary.append(Object.assign(document.createElement("summary"), { textContent: "Design diary" }), document.createElement("ol"));
    this.scene.form.after(moves);
    this.scene.section.querySelector(".il-readouts")?.after(tools, diary);
    this.showDiary(this.scene.mission.ledger.entry(this.scene.track, this.scene.part).diary);
  }

  /** @param {import("../mission/ledger.mjs").Attempt[]} diary */
  showDiary(diary) {
    const list = this.scene.section.querySelector(".il-diary ol");
    if (!list) return;
    list.replaceChildren(...diary.map(({ settings, results }) => {
      const [item, set] = [document.createElement("li"), document.createElement("strong")];
      set.textContent = `${settingsText(this.scene.data, settings)}: `;
      item.append(set, resultsText(this.scene.data, results));
      return item;
    }));
    // A button that is disabled while it has the focus would take it away from keys.
    if (diary.length < 2 && document.activeElement === this.undoing) this.back?.focus();
    this.undoing?.toggleAttribute("disabled", diary.length < 2);
  }

  undo() {
    const { ledger } = this.scene.mission;
    const diary = ledger.entry(this.scene.track, this.scene.part).diary.slice(0, -1);
    ledger.write(this.scene.track, this.scene.part, { diary });
    this.scene.put(diary.at(-1)?.settings ?? {});
    this.scene.mission.follow(this.scene);
  }
}
