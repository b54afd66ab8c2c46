// @ts-check
// Small pieces that a mission's page is read and built with.
import { missionOf } from "../mission/scene-model.mjs";

/** What the page of a mission says of it. @param {ParentNode} page */
export function missionIn(page) {
  const all = (/** @type {string} */ name) => [...page.querySelectorAll(name)].map((one) => JSON.parse(one.textContent ?? ""));
  const parts = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".il-part"));
  const questions = [...parts].map((part) => {
    const quiz = /** @type {HTMLElement | null} */ (part.querySelector(".il-reflection il-quiz"));
    return [part.dataset.part, { ...quiz?.dataset }];
  });
  return missionOf(all(".il-scene-data"), all(".il-design-data"), Object.fromEntries(questions));
}

/** An element with a class and what is in it. @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} [name] @param {(Node | string)[]} inside */
export function made(tag, name = "", ...inside) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

/** A table whose rows begin with their names. @param {string} name of its class @param {string[]} head @param {string[][]} rows */
export function tabled(name, head, rows) {
  const table = made("table", name);
  const headed = (/** @type {string} */ scope, /** @type {string} */ textContent) => Object.assign(made("th"), { scope, textContent });
  table.createTHead().insertRow().append(...head.map((text) => headed("col", text)));
  const body = table.createTBody();
  for (const [first, ...others] of rows) {
    const line = body.insertRow();
    line.append(headed("row", first));
    for (const text of others) line.insertCell().textContent = text;
  }
  return table;
}

/**
 * The signs of a chart with their names, in the order given; a sign is drawn as the chart draws it.
 * @param {Record<string, { svg: string, text: string }>} signs
 */
export function legend(signs) {
  const list = made("ul", "il-legend");
  for (const [name, { svg, text }] of Object.entries(signs)) {
    const item = made("li");
    item.dataset.sign = name;
    item.innerHTML = `<svg class="il-chart il-swatch" width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">${svg}</svg>`;
    item.append(made("span", "", text));
    list.append(item);
  }
  return list;
}
