// @ts-check
// The settings of a calculator in the address of its page: what differs from the beginning. No DOM.

/** @typedef {Record<string, string>} Settings what every control says, by its name */

const LONGEST = 80;
const PIN = "pin";

/**
 * The query with the settings of one calculator; what others wrote into it stays.
 * @param {string} query @param {string} prefix @param {Settings} settings @param {Settings} beginning
 * @param {Settings | null} pinned
 */
export function withSettings(query, prefix, settings, beginning, pinned) {
  const kept = new URLSearchParams(query);
  for (const name of [...Object.keys(beginning), PIN]) kept.delete(prefix + name);
  for (const [name, text] of changes(settings, beginning)) kept.set(prefix + name, text);
  if (pinned) kept.set(prefix + PIN, new URLSearchParams(changes(pinned, beginning)).toString());
  const text = kept.toString();
  return text && `?${text}`;
}

/**
 * What the query says of one calculator; what it does not know is passed over.
 * @param {string} query @param {string} prefix @param {Settings} beginning
 */
export function fromQuery(query, prefix, beginning) {
  const params = new URLSearchParams(query);
  const pin = params.get(prefix + PIN);
  return {
    settings: taken(params, prefix, beginning),
    pinned: pin === null ? null : taken(new URLSearchParams(pin), "", beginning),
  };
}

/** @param {URLSearchParams} params @param {string} prefix @param {Settings} beginning @returns {Settings} */
function taken(params, prefix, beginning) {
  const named = Object.entries(beginning).map(([name, text]) => [name, params.get(prefix + name)?.slice(0, LONGEST) ?? text]);
  return Object.fromEntries(named);
}

/** @param {Settings} settings @param {Settings} beginning */
function changes(settings, beginning) {
  return Object.entries(settings).filter(([name, text]) => name in beginning && text !== beginning[name]);
}
