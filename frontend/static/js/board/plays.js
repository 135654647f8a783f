/** The play-by-play: new rows slide in on top, corrections change those before them, none comes twice. */

import { keyOf, newRow, positionOf, rowAt, rowsIn, stands, write } from "./playrow.js";

const gameOf = (list) => list.closest("[data-game]") ?? list;

/** Newest first: the row goes before the first one that was written earlier. */
function place(list, row) {
  const older = rowsIn(list).find((one) => stands(one) && positionOf(one) < positionOf(row));
  list.insertBefore(row, older ?? null);
}

/** An undo takes back everything from a position on, up to itself. */
export function strike(list, { undoes, position }) {
  for (const row of rowsIn(gameOf(list))) {
    const at = positionOf(row);
    if (at >= undoes && at < position && row.dataset.kind !== "undo") row.toggleAttribute("data-undone", true);
  }
}

/** `fresh` rows slide in; rows of a snapshot are simply there. */
export function addPlay(list, play, fresh) {
  if (play.undoes) strike(list, play);
  const present = rowAt(list, keyOf(play));
  if (present) return write(present, play);
  const row = newRow(play);
  row.toggleAttribute("data-fresh", fresh);
  place(list, row);
  list.dispatchEvent(new CustomEvent("play.shown", { bubbles: true }));
  return row;
}

const byNewest = (plays) => [...plays].reverse();

/** Rows are moved only where they stand wrong: a screen reader reads out what is put in. */
function arrange(list, rows) {
  rows.forEach((row, at) => {
    const there = rowsIn(list)[at];
    if (there !== row) list.insertBefore(row, there ?? null);
  });
}

/** What a snapshot holds replaces its own stretch of the list; older rows stay if none is missing. */
export function mergePlays(list, { plays, earlier }) {
  const rows = rowsIn(list);
  if (!plays.length) return rows.forEach((row) => row.remove());
  const oldest = plays[0];
  const at = rows.findIndex(({ dataset }) => dataset.play === keyOf(oldest));
  const older = at < 0 ? rows.filter((row) => positionOf(row) < oldest.position) : rows.slice(at + 1);
  const joins = at >= 0 || older.length === 0 || Math.max(...older.map(positionOf)) === oldest.position - 1;
  const known = new Map(rows.map((row) => [row.dataset.play, row]));
  const wanted = byNewest(plays).map((play) => {
    const row = known.get(keyOf(play));
    if (!row) return Object.assign(newRow(play), { isNew: true });
    return write(row, play);
  });
  const kept = new Set([...wanted, ...(joins ? older : [])]);
  rows.filter((row) => !kept.has(row)).forEach((row) => row.remove());
  wanted.forEach((row) => row.toggleAttribute("data-fresh", Boolean(row.isNew) && rows.length > 0));
  arrange(list, wanted);
  if (!joins) startOver(list, keyOf(oldest), earlier);
  list.dispatchEvent(new CustomEvent("play.shown", { bubbles: true }));
}

/** Rows between what was loaded and the page are missing or old: older pages are asked for anew. */
export function startOver(list, oldest, earlier) {
  const game = gameOf(list);
  game.querySelectorAll(".plays-older").forEach((page) => page.remove());
  const link = game.querySelector("[data-earlier]");
  if (!link || !earlier) return;
  for (const name of ["href", "hx-get"]) {
    link.setAttribute(name, link.getAttribute(name).replace(/before=[^&]*/, `before=${encodeURIComponent(oldest)}`));
  }
  link.hidden = false;
  window.htmx?.process(link);
}
