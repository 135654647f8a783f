/** Writes a board's state into the figures that name a part of it, and marks what changed. */

import { toneOf } from "./tone.js";

const CHANGED_MS = 1200;
const at = (state, path) => path.split(".").reduce((part, name) => part?.[name], state);

export function markChanged(element) {
  element.dataset.changed = "";
  clearTimeout(element.changedTimer);
  element.changedTimer = setTimeout(() => delete element.dataset.changed, CHANGED_MS);
}

function setFigure(element, value) {
  const text = String(value ?? "");
  if (element.textContent === text) return;
  const gain = Number(text) - Number(element.textContent);
  element.textContent = text;
  if (element.dataset.figure.endsWith(".score") && gain > 0) element.parentElement.dataset.gain = `+${gain}`;
  markChanged(element);
}

function setDots(element, count) {
  if (element.dataset.count === String(count)) return;
  element.dataset.count = count;
  element.textContent = "●".repeat(count);
  const label = element.dataset.label?.replace("{count}", count);
  if (label) element.setAttribute("aria-label", label);
}

function setColour(rect, colour) {
  rect.setAttribute("fill", colour);
  const field = rect.closest("[data-tone]");
  if (field) field.dataset.tone = toneOf(colour);
}

const each = (root, name, set) => {
  for (const element of root.querySelectorAll(`[data-${name}]`)) set(element, element.dataset[name]);
};

/** What stands outside the board but belongs to its game: colours of plays, the window's title. */
export function paintGame(root, { home, away }) {
  const game = root.closest("[data-game]");
  if (!game) return;
  for (const [name, side] of Object.entries({ home, away })) {
    game.style.setProperty(`--${name}`, side.colour);
    for (const named of game.querySelectorAll(`[data-team-name=${name}]`)) named.textContent = side.name;
  }
  if ("titled" in game.dataset) {
    document.title = `${home.short} ${home.score}–${away.score} ${away.short} · Rialto`;
  }
}

/** `root` is any element that holds figures of this one board. */
export function paint(root, state) {
  each(root, "figure", (element, path) => setFigure(element, at(state, path)));
  each(root, "dots", (element, path) => setDots(element, at(state, path)));
  each(root, "fill", (rect, path) => setColour(rect, at(state, path)));
  each(root, "shown", (element, path) => { element.hidden = !at(state, path); });
  paintGame(root, state);
  root.dataset.status = state.status;
  root.dataset.possession = state.possession ?? "";
  root.dataset.position = state.position;
}
