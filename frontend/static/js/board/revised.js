/** A correction of the past: its own line, the line that it put in, and what it changed of others. */

import { addPlay, startOver } from "./plays.js";
import { keyOf, newRow, playClock, rowAt, rowsIn, write, writeScore } from "./playrow.js";

const SHOWN = 60;

/** Newest first: what belongs after a line stands right above it. True if there is a place for it here. */
function put(list, { after, play }) {
  if (rowAt(list, keyOf(play))) return true;
  const before = after === null ? null : rowAt(list, after);
  const reachesBack = !list.closest("[data-game]")?.querySelector("[data-earlier]");
  if (after === null ? !reachesBack : !before) return false;
  const row = newRow(play);
  row.toggleAttribute("data-fresh", true);
  if (before) before.before(row);
  else list.append(row);
  return true;
}

function rewrite(list, { changed, marks }) {
  for (const [key, period, clockMs, home, away] of changed) {
    const row = rowAt(list, key);
    if (!row) continue;
    write(row, { period, clock: playClock(clockMs) });
    writeScore(row, home, away);
  }
  for (const [key, known] of Object.entries(marks)) {
    const row = rowAt(list, key);
    if (row) write(row, known);
  }
}

/** What a correction says is said of the newest lines only: where it may reach further back, the rest is let go. */
function letGo(list, { placed, changed, marks }, isPut) {
  const rows = rowsIn(list);
  const keys = new Set([...changed.map(([key]) => key), ...Object.keys(marks)]);
  const last = rows[SHOWN - 1];
  const isWithin = isPut || Object.keys(marks).length > 0;
  if (isWithin && !(last && keys.has(last.dataset.play))) return;
  if (!placed && !keys.size) return;
  rows.slice(SHOWN).forEach((row) => row.remove());
  const oldest = rows[Math.min(rows.length, SHOWN) - 1];
  if (oldest) startOver(list, oldest.dataset.play, true);
}

export function revisePlays(list, revision) {
  const { play, placed } = revision;
  const isPut = placed ? put(list, placed) : false;
  rewrite(list, revision);
  addPlay(list, play, true);
  letGo(list, revision, isPut);
}
