/** Sorts the rows of a table by the column whose head is pressed, and keeps them so while figures change. */

const numberIn = (row, key) => parseFloat(row.querySelector(`[data-cell="${key}"]`)?.textContent) || 0;

/** Most first; rows of equal figures keep the order that they have. */
export function sortRows(table) {
  const key = table.dataset.sorted;
  if (!key) return;
  const rows = [...table.tBodies[0].rows];
  const sorted = [...rows].sort((one, other) => numberIn(other, key) - numberIn(one, key));
  if (sorted.some((row, at) => row !== rows[at])) table.tBodies[0].append(...sorted);
}

function sortBy(table, key) {
  table.dataset.sorted = key;
  for (const head of table.querySelectorAll("[data-sorts]")) {
    if (head.dataset.sorts === key) head.setAttribute("aria-sort", "descending");
    else head.removeAttribute("aria-sort");
  }
  sortRows(table);
}

/** What stands in each head becomes a button. */
export function startSorting(tables) {
  for (const table of tables) {
    for (const head of table.querySelectorAll("[data-sorts]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head.dataset.sorts));
      head.append(button);
    }
  }
}
