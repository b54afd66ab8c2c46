// Before the first paint: the colour scheme the reader has chosen, if any.
try {
  const scheme = localStorage.getItem("il.scheme");
  if (scheme) document.documentElement.dataset.mdColorScheme = scheme;
} catch {
  // storage is refused: the system's scheme it is
}
