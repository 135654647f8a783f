/** What this operator wants to be asked, remembered by the browser. */

const names = ["players", "assists"];
const stored = (name) => {
  try {
    return localStorage.getItem(`ask-${name}`) !== "no";
  } catch {
    return true;
  }
};

export const wishes = Object.fromEntries(names.map((name) => [name, stored(name)]));

export function startWishes() {
  for (const box of document.querySelectorAll("[data-wish]")) {
    const { wish } = box.dataset;
    box.checked = wishes[wish];
    box.addEventListener("change", () => {
      wishes[wish] = box.checked;
      try {
        localStorage.setItem(`ask-${wish}`, box.checked ? "yes" : "no");
      } catch {
        // Remembered for this page only where the browser keeps nothing.
      }
    });
  }
}
