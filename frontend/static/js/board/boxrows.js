/** One team's table of a box score: the server's own rows, patched figure by figure. */

import { markChanged } from "./figures.js";
import { cellText, noteOf } from "./boxtext.js";
import { sortRows } from "./sorting.js";

const part = (row, name) => row.querySelector(`[data-part=${name}]`);

function write(element, text, tell = true) {
  if (element.textContent === text) return;
  const first = element.textContent === "";
  element.textContent = text;
  if (tell && !first) markChanged(element);
}

const writeCells = (row, figures) => {
  for (const cell of row.querySelectorAll("[data-cell]")) write(cell, cellText(cell.dataset.cell, figures));
};

function writePlayer(row, player, words) {
  row.dataset.player = player.id;
  row.toggleAttribute("data-out", Boolean(player.out));
  row.toggleAttribute("data-on", Boolean(player.on_court));
  write(part(row, "number"), player.number, false);
  write(part(row, "name"), player.name, false);
  write(part(row, "note"), noteOf(player, words), false);
  writeCells(row, player);
}

const newRow = () => document.getElementById("box-row").content.firstElementChild.cloneNode(true);

/** `words` are the notes in the page's language. */
export function showTable(table, { name, players, team, totals }, words) {
  const body = table.tBodies[0];
  const known = new Map([...body.rows].map((row) => [row.dataset.player, row]));
  write(table.caption.querySelector("[data-part=name]") ?? table.caption, name, false);
  players.forEach((player, at) => {
    const row = known.get(player.id) ?? newRow();
    known.delete(player.id);
    writePlayer(row, player, words);
    if (body.rows[at] !== row) body.insertBefore(row, body.rows[at] ?? null);
  });
  known.forEach((row) => row.remove());
  for (const [row, figures] of Object.entries({ team, totals })) {
    const its = table.querySelector(`[data-row=${row}]`);
    if (its) writeCells(its, figures);
  }
  sortRows(table);
}
