/** One line of the play-by-play as an element: found by its key, and written as far as is known of it. */

const MARKS = ["undone", "struck", "edited", "inserted"];
const part = (row, name) => row.querySelector(`[data-part=${name}]`);

export const keyOf = ({ key, position }) => key ?? String(position);

export const rowsIn = (root) => [...root.querySelectorAll("[data-play]")];
export const rowAt = (root, key) => root.querySelector(`[data-play="${CSS.escape(key)}"]`);

/** The position of a line's event: that of "17+", a line inserted by the correction 17, is 17. */
export const positionOf = ({ dataset }) => parseInt(dataset.play, 10);
export const stands = ({ dataset }) => !("inserted" in dataset);

/** 462000 -> "7:42"; tenths in the last minute, "0:07.3". */
export function playClock(ms) {
  const seconds = Math.floor(ms / 1000);
  if (ms < 60_000) return `0:${String(seconds).padStart(2, "0")}.${Math.floor((ms % 1000) / 100)}`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const shape = (selector) => document.getElementById("play-row").content.querySelector(selector).cloneNode(true);

/** Few lines were corrected or have a reason: only those hold the words for it. */
const having = (row, selector) => {
  if (!row.querySelector(selector)) row.querySelector(".said").append(" ", shape(selector));
};

const WRITERS = {
  key: (row, key) => { row.dataset.play = key; },
  team: (row, team) => { row.dataset.team = team ?? ""; },
  kind: (row, kind) => { row.dataset.kind = kind; },
  period: (row, period) => { row.dataset.period = period; },
  period_label: (row, label) => { part(row, "label").textContent = label; },
  clock: (row, clock) => { part(row, "clock").textContent = clock; },
  player: (row, player) => { row.dataset.number = player?.number ?? ""; },
  text: (row, text) => { part(row, "text").textContent = text; },
  reason(row, reason, { actor = "" }) {
    if (!reason) return row.querySelector(".why")?.remove();
    having(row, ".why");
    part(row, "reason").textContent = reason;
    part(row, "actor").textContent = actor;
  },
};
for (const name of MARKS) {
  WRITERS[name] = (row, value) => {
    row.toggleAttribute(`data-${name}`, Boolean(value));
    if (value && name !== "undone") having(row, `.note-${name}`);
  };
}

export const writeScore = (row, home, away) => {
  part(row, "score").textContent = `${home}–${away}`;
};

/** `known` is a play, or only what changed of it. */
export function write(row, known) {
  for (const [name, value] of Object.entries(known)) WRITERS[name]?.(row, value, known);
  if ("home" in known) writeScore(row, known.home, known.away);
  const { number = "" } = row.dataset;
  // Most words name the player with the number already.
  part(row, "number").textContent = number && !part(row, "text").textContent.includes(`#${number}`) ? number : "";
  return row;
}

export function newRow(play) {
  const row = document.getElementById("play-row").content.firstElementChild.cloneNode(true);
  for (const rare of row.querySelectorAll(".said > :is(small, details)")) rare.remove();
  return write(row, { ...play, key: keyOf(play) });
}
