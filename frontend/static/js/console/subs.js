/** Substitutions: tap who goes out and who comes in; each pair is one command. */

import { openDialog } from "../page/dialogs.js";
import { chipOf } from "./chips.js";
import { inOrder, nameOf, playerOf, playersOf } from "./players.js";

const dialog = document.getElementById("subs");
const submit = dialog.querySelector("[type=submit]");
const line = dialog.querySelector("[data-subs-say]");
const chosen = { out: [], in: [] };
let team = "home";
let send = null;

const listOf = (way) => dialog.querySelector(`[data-subs=${way}]`);
const namesOf = (id) => nameOf(playerOf(team, id));

const pairs = () => chosen.out.map((out, at) => [out, chosen.in[at]]);
const isEven = () => chosen.out.length > 0 && chosen.out.length === chosen.in.length;

function say() {
  const told = pairs().map(([out, into]) =>
    line.dataset.pair.replace("{in}", into ? namesOf(into) : "…").replace("{out}", namesOf(out)));
  line.textContent = told.length ? told.join(" · ") : line.dataset.none;
  submit.disabled = !isEven();
}

function tapped(way, chip) {
  const { player } = chip.dataset;
  const at = chosen[way].indexOf(player);
  if (at < 0) chosen[way].push(player);
  else chosen[way].splice(at, 1);
  chip.setAttribute("aria-pressed", String(at < 0));
  say();
}

/** Where nobody is known to be on the court, everybody may go out and come in. */
export function openSubs(side, press) {
  team = side;
  send = press;
  Object.assign(chosen, { out: [], in: [] });
  const { on, bench } = inOrder(playersOf(team));
  const rows = { out: on, in: bench.length ? bench : on };
  for (const way of ["out", "in"]) {
    listOf(way).replaceChildren(...rows[way].map((player) => chipOf(player, { pressed: false })));
  }
  const name = document.querySelector(`h2[data-team-name="${team}"]`).textContent;
  dialog.querySelector("[data-subs-team]").textContent = name;
  say();
  openDialog("subs");
}

dialog.addEventListener("click", ({ target }) => {
  const chip = target.closest("[data-player]");
  if (chip) tapped(chip.closest("[data-subs]").dataset.subs, chip);
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  dialog.close();
  const opener = document.querySelector(`[data-opens-subs="${team}"]`);
  for (const [out, into] of pairs()) {
    const told = line.dataset.pair.replace("{in}", namesOf(into)).replace("{out}", namesOf(out));
    send({ kind: "substitution", team, goes_in: into, goes_out: out }, opener, { says: told });
  }
});
