/** Asks who made a play: chips and numbers answer, and a play without a player is one press away. */

import { markChip } from "./chips.js";
import { takesPlayer } from "./kinds.js";
import { begin, candidates, choose, type, typedPlayer } from "./pick.js";
import { nameOf, playerOf, playersOf } from "./players.js";
import { wishes } from "./wishes.js";

const words = document.getElementById("console-words").dataset;
const EVERY_MS = 100;
let pick = null;
let first = null;
let send = null;

const partsOf = (team) => document.querySelector(`[data-who="${team}"]`);

function show() {
  const team = pick?.press.command.team ?? first?.team;
  for (const part of document.querySelectorAll("[data-who]")) {
    const its = part.dataset.who === team;
    part.toggleAttribute("data-asking", its && Boolean(pick));
    part.querySelectorAll("[data-who-does]").forEach((button) => { button.hidden = !(its && pick); });
    const say = part.querySelector("[data-who-say]");
    const text = its ? said() : say.dataset.rest;
    const line = part.querySelector("[data-who-text]");
    if (line.textContent !== text) line.textContent = text;
  }
  markChip(team, pick?.press.command.player ?? first?.id);
}

function said() {
  if (!pick) return words.playerFirst.replace("{who}", nameOf(playerOf(first.team, first.id) ?? { number: "", name: "" }));
  const text = pick.step === "assist" ? words.askAssist : words.askWho;
  return text.replace("{what}", pick.press.says) + (pick.typed ? ` ${pick.typed}…` : "");
}

function go(next) {
  pick = next.due ? next : null;
  if (!pick) send(next.press);
  show();
}

/** Send what waits, with what is known of it. */
export function flush() {
  if (!pick) return;
  const player = typedPlayer(pick, playersOf(pick.press.command.team));
  go(player ? { press: choose(pick, player, { assists: false, now: 0 }).press } : { press: pick.press });
}

function drop() {
  const { press } = pick;
  pick = null;
  show();
  return press;
}

/** True when the play waits for its player; false when it may go out as it is. */
export function askWho(press, byKey) {
  flush();
  const { command } = press;
  const known = takesPlayer(command.kind) && command.team && playersOf(command.team).length > 0;
  if (!known) return false;
  if (first?.team === command.team) {
    const player = playerOf(first.team, first.id);
    first = null;
    if (player) go(choose(begin(press, byKey, Date.now()), player, options()));
    show();
    return Boolean(player);
  }
  if (!wishes.players) return false;
  go(begin(press, byKey, Date.now()));
  return true;
}

const options = () => ({ assists: wishes.assists, now: Date.now() });

function tapped(team, id) {
  const player = playerOf(team, id);
  if (pick?.press.command.team === team) {
    if (candidates(pick, playersOf(team)).includes(player)) go(choose(pick, player, options()));
    return;
  }
  flush();
  first = first?.team === team && first.id === id ? null : { team, id };
  show();
}

/** A digit answers while a play waits; one that nobody's number begins with is a press of its own. */
function typed(digit) {
  const answer = type(pick, digit, playersOf(pick.press.command.team), Date.now());
  if (answer.player) go(choose(pick, answer.player, options()));
  else if (answer.pick) go(answer.pick);
  else if (answer.none.length === 1) return false;
  else {
    pick = { ...pick, typed: "", due: Date.now() + 1500 };
    show();
    partsOf(pick.press.command.team).querySelector("[data-who-text]").textContent =
      words.noNumber.replace("{number}", answer.none);
  }
  return true;
}

function keyed(event, unsent) {
  if (!pick || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const onButton = event.key === "Enter" && event.target.closest?.("button");
  let taken = true;
  if (event.key === "Escape") unsent(drop());
  else if (event.key === "Enter" && !onButton) flush();
  else taken = digit !== undefined && !event.target.closest?.("input, textarea, select") && typed(digit);
  if (!taken) return;
  event.preventDefault();
  event.stopPropagation();
}

/** `sends` takes a press that is ready; `unsent` is told of one that was dropped by hand. */
export function startAsking(sends, unsent) {
  send = sends;
  document.addEventListener("keydown", (event) => keyed(event, unsent), { capture: true });
  document.addEventListener("click", ({ target }) => {
    const chip = target.closest("[data-chips] [data-player]");
    if (chip) tapped(chip.closest("[data-chips]").dataset.chips, chip.dataset.player);
    const does = target.closest("[data-who-does]")?.dataset.whoDoes;
    if (does === "nobody") flush();
    if (does === "drop" && pick) unsent(drop());
  });
  // A tab that is left takes nothing unsent with it.
  addEventListener("pagehide", flush);
  setInterval(() => pick && Date.now() >= pick.due && flush(), EVERY_MS);
}
