/** Keeps the box score of a page true: points by period, who leads, and both tables. */

import { showTable } from "./board/boxrows.js";
import { isWorth, leaderOf } from "./board/boxtext.js";
import { startSorting } from "./board/sorting.js";

const TEAMS = ["home", "away"];
const total = (periods, team) => periods.reduce((sum, period) => sum + period[team], 0);

const cell = (name, text) => {
  const made = document.createElement(name);
  if (name === "th") made.scope = "col";
  made.textContent = text;
  return made;
};

/** The first and the last cell of a row are its name and its total; the periods between them are written anew. */
function writeBetween(row, cells, last) {
  const [first, ...old] = row.cells;
  const end = old.pop();
  old.forEach((one) => one.remove());
  first.after(...cells);
  if (last !== undefined) (end.querySelector("b") ?? end).textContent = last;
}

function showLine(root, { periods, ...sides }) {
  root.hidden = !periods.length;
  writeBetween(root.querySelector("thead tr"), periods.map(({ label }) => cell("th", label)));
  for (const team of TEAMS) {
    const row = root.querySelector(`[data-line=${team}]`);
    row.querySelector("[data-part=name]").textContent = sides[team].name;
    writeBetween(row, periods.map((period) => cell("td", period[team])), total(periods, team));
  }
}

function showLeaders(root, box) {
  let anybody = false;
  for (const line of root.querySelectorAll("[data-leading]")) {
    for (const team of TEAMS) {
      const best = leaderOf(box[team].players, line.dataset.leading);
      const shown = line.querySelector(`[data-leader=${team}]`);
      shown.querySelector("[data-part=who]").textContent = best ? `${best.number} ${best.name}`.trim() : "–";
      shown.querySelector("[data-part=value]").textContent = best?.[line.dataset.leading] ?? "";
      anybody ||= Boolean(best);
    }
  }
  root.hidden = !anybody;
}

function showTables(root, box) {
  root.hidden = !isWorth(box);
  for (const table of root.querySelectorAll("table")) showTable(table, box[table.dataset.side], root.dataset);
}

const SHOWN = { lineScore: showLine, leaders: showLeaders, box: showTables };

function show({ detail: { topic, box } }) {
  for (const root of document.querySelectorAll(`[data-topic="${CSS.escape(topic)}"]`)) {
    for (const [mark, write] of Object.entries(SHOWN)) if (mark in root.dataset) write(root, box);
  }
}

document.body.addEventListener("box.due", show);
startSorting(document.querySelectorAll("table.box"));
