/** Shows all plays, those that made points, or those of the period being played. */

import { rowsIn } from "./playrow.js";

const WANTED = {
  all: () => true,
  scores: ({ kind }) => kind === "score" || kind === "correct",
  period: ({ period }, newest) => period === newest,
};

function apply(game, filter) {
  const rows = rowsIn(game);
  const newest = String(Math.max(0, ...rows.map(({ dataset }) => Number(dataset.period))));
  for (const row of rows) row.hidden = !WANTED[filter](row.dataset, newest);
}

function start(choices) {
  const game = choices.closest("[data-game]") ?? document;
  let chosen = "all";
  choices.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-filter]");
    if (!button) return;
    chosen = button.dataset.filter;
    for (const one of choices.querySelectorAll("[data-filter]")) one.setAttribute("aria-pressed", String(one === button));
    apply(game, chosen);
  });
  const again = () => chosen === "all" || apply(game, chosen);
  game.addEventListener("play.shown", again);
  game.addEventListener("htmx:load", again);
}

export const startFilters = () => document.querySelectorAll("[data-filters]").forEach(start);
