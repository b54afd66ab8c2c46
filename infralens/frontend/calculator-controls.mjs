// @ts-check
// The controls of a calculator: what they say, what is wrong with it, and putting values into them.
import { read, written } from "./calculator-inputs.mjs";
import { put } from "./redraw.mjs";

/**
 * @typedef {import("./calculator-results.mjs").Calculator} Calculator
 * @typedef {import("./calculator-results.mjs").Inputs} Inputs
 * @typedef {import("./calculator-address.mjs").Settings} Settings
 */

/** What every control says, and what the page began with. @param {HTMLFormElement} form */
export function settingsOf(form) {
  /** @type {Settings} */
  const now = {};
  /** @type {Settings} */
  const beginning = {};
  for (const control of controls(form)) {
    if (control instanceof HTMLSelectElement) {
      now[control.name] = control.value;
      beginning[control.name] = ([...control.options].find((one) => one.defaultSelected) ?? control.options[0]).value;
    } else if (control.type === "radio") {
      if (control.checked) now[control.name] = control.value;
      if (control.defaultChecked) beginning[control.name] = control.value;
    } else if (control.type === "checkbox") {
      now[control.name] = control.checked ? "1" : "0";
      beginning[control.name] = control.defaultChecked ? "1" : "0";
    } else {
      now[control.name] = control.value.trim();
      beginning[control.name] = control.defaultValue;
    }
  }
  return { now, beginning };
}

/** @param {HTMLFormElement} form @param {Settings} settings */
export function putSettings(form, settings) {
  for (const control of controls(form)) {
    const text = settings[control.name];
    if (text === undefined) continue;
    if (control instanceof HTMLSelectElement) {
      if ([...control.options].some((option) => option.value === text)) control.value = text;
    } else if (control.type === "radio") control.checked = control.value === text;
    else if (control.type === "checkbox") control.checked = text === "1";
    else control.value = text;
  }
}

/**
 * Puts numbers, choices and flags into the controls of their names.
 * @param {HTMLFormElement} form @param {Record<string, number | boolean>} values
 */
export function fill(form, values) {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "boolean" ? (value ? "1" : "0") : choiceText(form, name, value),
  ]);
  putSettings(form, Object.fromEntries(texts));
}

/** What settings mean, without the page's controls. @param {Calculator} calculator @param {Settings} settings */
export function inputsOf(calculator, settings) {
  /** @type {Inputs} */
  const inputs = {};
  /** @type {Record<string, string>} */
  const faults = {};
  for (const input of calculator.inputs) {
    const text = settings[input.name] ?? "";
    if (input.kind === "flag") inputs[input.name] = text === "1";
    else if (input.kind === "choice") inputs[input.name] = Number(text);
    else {
      const reading = read(text, input);
      if ("fault" in reading) faults[input.name] = reading.fault;
      else inputs[input.name] = reading.value;
    }
  }
  return { inputs, faults };
}

/** Says beside each field what is wrong with it. @param {HTMLFormElement} form @param {Record<string, string>} faults */
export function showFaults(form, faults) {
  for (const control of controls(form)) {
    if (control instanceof HTMLSelectElement || control.type !== "text") continue;
    const message = document.getElementById((control.getAttribute("aria-describedby") ?? "").split(" ").pop() ?? "");
    if (!message) continue;
    const fault = faults[control.name] ?? "";
    message.hidden = !fault;
    put(message, fault);
    if (fault) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/** @param {HTMLFormElement} form */
function controls(form) {
  const named = [...form.elements].filter((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
  return /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (named.filter((one) => one.name));
}

/**
 * The option whose number it is: the build may have written 0.5 as 0.50.
 * @param {HTMLFormElement} form @param {string} name @param {number} value
 */
function choiceText(form, name, value) {
  const control = form.elements.namedItem(name);
  const options = control instanceof HTMLSelectElement ? [...control.options] : [];
  return options.find((option) => Number(option.value) === value)?.value ?? written(value);
}
