// @ts-check
// Loaded on the page of a mission, whose HTML is complete before: tracks, and the parts on each.
import { ledgerOf } from "../mission/storage.mjs";
import { fragment, place } from "../mission/address.mjs";
import { Reflection } from "./mission-reflection.mjs";
import { Scene } from "./mission-scene.mjs";

const QUIET = 300; // ms without a change, after which the address follows

/** One mission: shows the scenes of one track, and opens each when its prediction is recorded. */
export class Mission {
  /** @type {Scene[]} */
  scenes = [];
  /** @type {Reflection[]} */
  reflections = [];
  waiting = 0;

  /** @param {HTMLElement} root @param {AbortSignal} signal that ends it @param {string} base of its addresses */
  constructor(root, signal, base) {
    this.root = root;
    this.signal = signal;
    this.base = base;
    this.article = root.closest("article") ?? document.body;
    this.ledger = ledgerOf(root.dataset.mission ?? "");
    this.radios = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=radio]"));
  }

  start() {
    const { signal, article } = this;
    const asked = place(location.hash);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll(".il-part"))) {
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(".il-scene"))) {
        this.scenes.push(new Scene(this, part, section));
      }
    }
    for (const scene of this.scenes) scene.start(asked);
    for (const block of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll(".il-reflection"))) {
      this.reflections.push(new Reflection(this, block));
    }
    for (const reflection of this.reflections) reflection.start();
    this.root.addEventListener("change", () => {
      this.choose(this.chosen);
      this.say();
    }, { signal });
    window.addEventListener("hashchange", () => this.returnTo(place(location.hash)), { signal });
    // Another page of this browser may write into the same ledger.
    this.ledger.addEventListener("change", () => this.scenes.forEach((scene) => scene.catchUp()), { signal });
    this.ledger.addEventListener("replaced", () => this.scenes.forEach((scene) => scene.restore()), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.waiting));
    this.root.querySelector("fieldset")?.removeAttribute("disabled");
    const known = [...this.radios].map(({ value }) => value);
    const wanted = asked?.track ?? this.ledger.state.track;
    this.choose(known.includes(wanted) ? wanted : known[0]);
    if (asked) document.getElementById(asked.part)?.scrollIntoView();
  }

  get chosen() {
    return [...this.radios].find(({ checked }) => checked)?.value ?? "";
  }

  /** Shows the scenes of one track; the others keep their state. @param {string} track */
  choose(track) {
    for (const radio of this.radios) radio.checked = radio.value === track;
    for (const part of this.article.querySelectorAll("[data-track]")) {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-track") !== track;
    }
    if (this.ledger.state.track !== track) this.ledger.put({ ...this.ledger.state, track });
    for (const scene of this.scenes) {
      if (scene.track === track) scene.shown();
      else scene.left();
    }
    for (const reflection of this.reflections) reflection.show();
  }

  /** What the choice of a track did is seen further down. */
  say() {
    const line = this.root.querySelector(".il-mission-said");
    const name = [...this.radios].find(({ checked }) => checked)?.closest("label")?.querySelector("strong")?.textContent;
    if (line) line.textContent = `The parts below are those of ${name}. What was done on another track is kept.`;
  }

  /** @param {import("../mission/address.mjs").Place | null} asked */
  returnTo(asked) {
    const scene = this.scenes.find((one) => one.part === asked?.part && one.track === asked?.track);
    if (!asked || !scene) return;
    clearTimeout(this.waiting);
    this.choose(asked.track);
    scene.put(asked.settings, asked.seed);
  }

  /** Lets the address follow a scene that the reader changed. @param {Scene} scene */
  follow(scene) {
    clearTimeout(this.waiting);
    const { href } = location;
    this.waiting = window.setTimeout(() => {
      // Who went somewhere else in the meantime, if only to another setting, is not brought back.
      if (this.signal.aborted || location.href !== href) return;
      history.replaceState(history.state, "", this.linkTo(scene));
    }, QUIET);
  }

  /** The address that shows a scene as it is set. @param {Scene} scene */
  linkTo(scene) {
    const { part, track, seed } = scene;
    return new URL(`#${fragment({ part, track, seed, settings: scene.changed })}`, this.base).href;
  }
}
