// @ts-check
// The waterfall of a scene.

/** @typedef {import("./mission-scene.mjs").State} State */

export class Waterfall {
  /** @type {State | null} */
  state = null;

  /**
   * @param {HTMLElement} host @param {import("./mission-scene.mjs").Data} scene @param {AbortSignal} signal
   * @param {(inputs: Record<string, number | boolean>) => Record<string, number | string>} compute
   */
  constructor(host, scene, signal, compute) {
    this.host = host;
    this.scene = scene;
    this.signal = signal;
    this.compute = compute;
  }

  /** @param {State} state @param {State | null} former @param {number | null} ghost */
  show(state, former, ghost) {
    this.state = state;
    void former;
    void ghost;
  }

  summary() {
    return "";
  }

  /** @returns {{ head: string[], rows: string[][] }} */
  table() {
    return { head: [], rows: [] };
  }
}
