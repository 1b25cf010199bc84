// Runs before the first paint so that the page never flashes in the other theme. A file, not an inline script, because of the CSP.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem("dataos.theme");
  } catch {
    // Storage can be blocked; the default theme is fine.
  }
  if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
})();
