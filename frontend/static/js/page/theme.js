/** The toggle between light and dark; what was chosen is remembered. */

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const present = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

function show() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.setAttribute("aria-pressed", String(present() === "dark"));
  }
}

export function toggleTheme() {
  root.dataset.theme = present() === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Kept for this page only where the browser keeps nothing.
  }
  if (root.dataset.themeKept) {
    const body = new FormData(document.querySelector(".menu form"));
    body.set("theme", root.dataset.theme);
    fetch("/account/settings/theme/", { method: "POST", body });
  }
  show();
}

export function startTheme() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.addEventListener("click", toggleTheme);
  }
  dark.addEventListener("change", show);
  show();
}
