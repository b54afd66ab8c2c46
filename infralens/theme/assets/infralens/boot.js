// Runs before the first paint: applies the colour scheme the reader has chosen, and defines the four
// names Material's bundle expects of the inline scripts this theme does not have.
(() => {
  const root = document.documentElement;
  const scope = new URL("../../", document.currentScript.src);
  const key = (name, base) => `${base.pathname}.${name}`;

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, c) => (sum << 5) - sum + c.charCodeAt(0), 0);
  window.__md_get = (name, storage = localStorage, base = scope) => {
    try {
      return JSON.parse(storage.getItem(key(name, base)));
    } catch {
      return null; // storage is refused, or holds what is not ours
    }
  };
  window.__md_set = (name, value, storage = localStorage, base = scope) => {
    try {
      storage.setItem(key(name, base), JSON.stringify(value));
    } catch {
      // refused: the choice lasts as long as the page
    }
  };

  const scheme = window.__md_get("scheme");
  if (scheme === "default" || scheme === "slate") root.dataset.mdColorScheme = scheme;
})();
