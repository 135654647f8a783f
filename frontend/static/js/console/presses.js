/** What each button means at this moment, as a command. */

import { remainingMs } from "../board/clock.js";
import { serverNow } from "../live/servertime.js";
import { seatOf } from "./kinds.js";

export const board = document.querySelector(".board[data-topic]");
export const slug = board.dataset.topic.slice("board.".length);

const other = { home: "away", away: "home", "": "home" };
const gameClock = () => board.querySelector("[data-clock]").boardClock;
let shot = null;

export const takeShot = (state) => { shot = state.shot ?? null; };

/** A shot clock that runs out stops both: from `stops_at` on neither runs. */
const stands = ({ stops_at: at }) => Boolean(at) && serverNow() >= Date.parse(at);

export function isRunning() {
  const clock = gameClock();
  return clock.running && remainingMs(clock) > 0 && !stands(clock);
}

export const isShotRunning = () => Boolean(shot) && shot.running && !stands(gameClock());

const undoCount = () => Math.max(1, Math.floor(Number(document.getElementById("undo-count").value)) || 1);
const foulKind = (team) => document.querySelector(`select[data-foul="${team}"]`).value;

const meanings = {
  clock: () => ({ kind: isRunning() ? "clock_stop" : "clock_start" }),
  shot: () => ({ kind: shot && !shot.held ? "shot_stop" : "shot_start" }),
  arrow: () => ({ kind: "possession", team: other[board.dataset.possession] }),
  undo: () => ({ kind: "undo", count: undoCount() }),
  "foul-home": () => ({ kind: "foul", team: "home", foul: foulKind("home") }),
  "foul-away": () => ({ kind: "foul", team: "away", foul: foulKind("away") }),
};

/** A button says its command itself, or names what it means just now. */
export function commandOf({ dataset }) {
  return dataset.command ? JSON.parse(dataset.command) : meanings[dataset.means]();
}

/** Every button that presses a command says which seat works it. */
export function markSeats(buttons) {
  for (const button of buttons) button.dataset.seat ??= seatOf(commandOf(button).kind);
}

/** After the press: choices made for this one press go back to what is usual. */
export function settle() {
  document.getElementById("undo-count").value = 1;
  for (const select of document.querySelectorAll("select[data-foul]")) select.value = "personal";
}
