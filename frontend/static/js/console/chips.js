/** The players of each team as things to tap: those on the court, then the bench. */

import { inOrder, nameOf, playersOf } from "./players.js";

const words = document.getElementById("chip-words").dataset;

const outWord = (out) => (out ? words[out] ?? words.fouls : "");

/** A chip is a button with the player's number and name; it says fouls and whether the player is out. */
export function chipOf(player, { pressed = null } = {}) {
  const chip = document.getElementById("chip").content.firstElementChild.cloneNode(true);
  chip.dataset.player = player.id;
  chip.querySelector("[data-number]").textContent = player.number || "–";
  chip.querySelector("[data-name]").textContent = player.name;
  chip.querySelector("[data-fouls]").textContent = "•".repeat(player.fouls);
  const fouls = player.fouls ? words.count.replace("{count}", player.fouls) : "";
  chip.setAttribute("aria-label", [nameOf(player), fouls, outWord(player.out)].filter(Boolean).join(", "));
  chip.title = [nameOf(player), outWord(player.out)].filter(Boolean).join(", ");
  chip.toggleAttribute("data-out", Boolean(player.out));
  chip.toggleAttribute("data-captain", player.captain);
  if (pressed !== null) chip.setAttribute("aria-pressed", String(pressed));
  return chip;
}

function fill(list, players, bench) {
  const held = document.activeElement?.closest?.("[data-player]");
  const focused = held && list.contains(held) ? held.dataset.player : null;
  list.replaceChildren(...players.map((player) => chipOf(player, { pressed: false })));
  for (const chip of list.children) chip.toggleAttribute("data-bench", bench.some(({ id }) => id === chip.dataset.player));
  if (focused) list.querySelector(`[data-player="${CSS.escape(focused)}"]`)?.focus();
}

export function showChips() {
  for (const list of document.querySelectorAll("[data-chips]")) {
    const { on, bench } = inOrder(playersOf(list.dataset.chips));
    list.closest("[data-who]").toggleAttribute("data-empty", !on.length && !bench.length);
    list.closest("[data-who]").toggleAttribute("data-has-bench", bench.length > 0);
    fill(list, [...on, ...bench], bench);
  }
}

/** The chip of one player is shown as taken; without a player none is. */
export function markChip(team, id) {
  for (const chip of document.querySelectorAll("[data-chips] [data-player]")) {
    const its = chip.closest("[data-chips]").dataset.chips === team && chip.dataset.player === id;
    chip.setAttribute("aria-pressed", String(its));
  }
}
