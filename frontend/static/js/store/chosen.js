/** The products that this browser compares, four at most; kept for as long as the tab is open. */

const KEY = "compared";
const MOST = 4;

export function chosen() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((slug) => typeof slug === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function keep(slugs) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(slugs.slice(-MOST)));
  } catch {
    // A browser that keeps nothing for us compares what the address names.
  }
}

export function startComparing() {
  for (const link of document.querySelectorAll("a[data-compare]")) {
    const others = chosen().filter((slug) => slug !== link.dataset.compare);
    const asked = [...others, link.dataset.compare].slice(-MOST);
    link.search = new URLSearchParams(asked.map((slug) => ["p", slug])).toString();
    // Before the comparison is read: whoever is quicker than its script loses nothing.
    link.addEventListener("click", () => keep(asked));
    if (others.length) link.textContent = `${link.textContent.trim()} (${asked.length})`;
  }
}
