/** The shot clock at the table: as the board shows it, with a horn that is seen when time is up. */

import { remainingMs, shotText } from "../board/clock.js";
import { board, isShotRunning, takeShot } from "./presses.js";

const HORN_MS = 2500;
const TENTHS_BELOW_MS = 5000;
const panel = document.querySelector(".shot-desk");
const time = panel?.querySelector("[data-shot-time]");
const horn = panel?.querySelector("[data-horn]");
let shown = null;
let before = null;

/** What is left of the attack; the end of either clock stops both. Null when it is not in use. */
export function shotMs({ shot, clock }) {
  if (!shot) return null;
  const stops = clock.stops_at ?? (clock.running ? clock.deadline : null);
  return remainingMs({ ...shot, stops_at: stops });
}

function blow() {
  panel.toggleAttribute("data-horn-blows", true);
  horn.textContent = time.dataset.hornSays;
  setTimeout(() => {
    panel.toggleAttribute("data-horn-blows", false);
    horn.textContent = "";
  }, HORN_MS);
}

function tick() {
  if (!shown || board.hasAttribute("data-stale")) return;
  const ms = shotMs(shown);
  const text = ms === null ? time.dataset.off : shotText(ms);
  if (text !== time.textContent) time.textContent = text;
  panel.toggleAttribute("data-tenths", ms !== null && ms < TENTHS_BELOW_MS);
  panel.toggleAttribute("data-runs", isShotRunning());
  if (ms === 0 && before > 0 && shown.shot.running) blow();
  before = ms;
}

function show(state) {
  shown = state;
  const goes = Boolean(state.shot) && !state.shot.held;
  panel.querySelector("[data-shot-when=running]").hidden = !goes;
  panel.querySelector("[data-shot-when=stopped]").hidden = goes;
  tick();
}

/** Each board that is shown says how its shot clock stands. */
export function startShot() {
  board.addEventListener("board.shown", ({ detail: { state } }) => {
    takeShot(state);
    if (panel) show(state);
  });
  if (panel) setInterval(tick, 50);
}
