// @ts-check
// Steps through a recording: buttons, a slider, and playing by itself.
import { put, set } from "../redraw.mjs";
import { made } from "./mission-parts.mjs";

const [FAST, SLOW] = [100, 1000]; // ms a step; slow for readers who want less motion

export class Player {
  step = 0;
  steps = 1;
  timer = 0;

  /** @param {(step: number) => void} moved @param {(step: number) => string} named @param {AbortSignal} signal */
  constructor(moved, named, signal) {
    this.moved = moved;
    this.named = named;
    this.slider = Object.assign(document.createElement("input"), { type: "range", min: "0", max: "0", value: "0" });
    this.slider.setAttribute("aria-label", "Step of the trace");
    this.label = made("span", "il-player-at");
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const element = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      element.addEventListener("click", act, { signal });
      return element;
    };
    this.playing = button("Play", () => (this.timer ? this.pause() : this.play()));
    this.element = made("div", "il-player", button("Back", () => this.by(-1)), this.playing, button("Step", () => this.by(1)), this.slider, this.label);
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "Play the trace");
    this.slider.addEventListener("input", () => this.to(Number(this.slider.value)), { signal });
    signal.addEventListener("abort", () => this.pause());
  }

  /** A recording of so many steps is there; the place in it is kept. @param {number} steps @param {number} first where to begin */
  load(steps, first) {
    const fresh = this.steps === 1;
    this.steps = steps;
    set(this.slider, "max", String(steps - 1));
    this.to(Math.min(fresh ? first : this.step, steps - 1));
  }

  play() {
    if (this.step >= this.steps - 1) this.to(0);
    const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? SLOW : FAST;
    this.timer = window.setInterval(() => (this.element.isConnected && this.step < this.steps - 1 ? this.to(this.step + 1) : this.pause()), pause);
    put(this.playing, "Pause");
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    put(this.playing, "Play");
  }

  /** @param {number} steps */
  by(steps) {
    this.pause();
    this.to(Math.min(Math.max(this.step + steps, 0), this.steps - 1));
  }

  /** @param {number} step */
  to(step) {
    this.step = step;
    this.slider.value = String(step);
    const name = this.named(step);
    set(this.slider, "aria-valuetext", name);
    put(this.label, name);
    this.moved(step);
  }
}
