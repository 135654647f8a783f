/** The shot clock beside the game clock: it is there while it is in use, and never outlives the game clock. */

import { runClock, servedClock, SHOT } from "./clock.js";

/** `clock` is the game's: when it runs out or is stopped with the shot clock, both stand. */
export function showShot(element, { shot, clock }) {
  element.hidden = !shot;
  if (!shot) return clearTimeout(element.clockTimer);
  element.toggleAttribute("data-held", Boolean(shot.held));
  runClock(element, { ...shot, stops_at: clock.stops_at ?? (clock.running ? clock.deadline : null) }, SHOT);
}

/** The shot clock as the page was served with it. */
export const runServedShot = (element) => element.hidden || runClock(element, servedClock(element), SHOT);
