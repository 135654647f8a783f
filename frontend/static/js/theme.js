/** Sets the remembered theme before the first paint: loaded as a classic, blocking script. */
(() => {
  try {
    const theme = document.documentElement.dataset.themeKept ?? localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing for us follows the system.
  }
  document.documentElement.dataset.js = "";
})();
