/** The play-by-play: new rows slide in on top, undone ones are struck through, none comes twice. */

const rowAt = (list, position) => list.querySelector(`[data-play="${position}"]`);

function fill(row, play) {
  row.dataset.play = play.position;
  row.dataset.team = play.team ?? "";
  row.dataset.kind = play.kind;
  row.toggleAttribute("data-undone", play.undone);
  row.querySelector("[data-part=when]").textContent = `${play.period_label} ${play.clock}`;
  row.querySelector("[data-part=text]").textContent = play.text;
  row.querySelector("[data-part=score]").textContent = `${play.home}–${play.away}`;
  return row;
}

/** Newest first: the row goes before the first one that is older than it. */
function place(list, row) {
  const rows = list.querySelectorAll("[data-play]");
  const older = [...rows].find(({ dataset }) => Number(dataset.play) < Number(row.dataset.play));
  list.insertBefore(row, older ?? null);
}

/** An undo takes back everything from a position on, up to itself. */
function strike(list, { undoes, position }) {
  const root = list.closest("[data-game]") ?? list;
  for (const row of root.querySelectorAll("[data-play]:not([data-kind=undo])")) {
    const at = Number(row.dataset.play);
    if (at >= undoes && at < position) row.toggleAttribute("data-undone", true);
  }
}

/** `fresh` rows slide in; rows of a snapshot are simply there. */
export function addPlay(list, play, fresh) {
  if (play.undoes) strike(list, play);
  const present = rowAt(list, play.position);
  if (present) return fill(present, play);
  const template = document.getElementById("play-row");
  const row = fill(template.content.firstElementChild.cloneNode(true), play);
  row.toggleAttribute("data-fresh", fresh);
  place(list, row);
  return row;
}

const positionOf = (row) => Number(row.dataset.play);

/** What a snapshot holds replaces its own stretch of the list; older rows stay if none is missing. */
export function mergePlays(list, { plays, earlier }) {
  const rows = [...list.querySelectorAll("[data-play]")];
  const oldest = plays[0]?.position ?? Infinity;
  const held = new Set(plays.map(({ position }) => position));
  const older = rows.filter((row) => positionOf(row) < oldest);
  const joins = older.length === 0 || Math.max(...older.map(positionOf)) === oldest - 1;
  rows.filter((row) => (positionOf(row) < oldest ? !joins : !held.has(positionOf(row)))).forEach((row) => row.remove());
  if (!joins) startOver(list, oldest, earlier);
  plays.forEach((play) => addPlay(list, play, rows.length > 0));
}

/** Rows between what was loaded and the snapshot are missing: older pages are asked for anew. */
function startOver(list, oldest, earlier) {
  const game = list.closest("[data-game]");
  game?.querySelectorAll(".plays-older").forEach((page) => page.remove());
  const link = game?.querySelector("[data-earlier]");
  if (!link || !earlier) return;
  for (const name of ["href", "hx-get"]) {
    link.setAttribute(name, link.getAttribute(name).replace(/before=\d+/, `before=${oldest}`));
  }
  window.htmx?.process(link);
}
