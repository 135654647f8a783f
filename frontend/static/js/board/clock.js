/** Runs a clock from its deadline: no messages while it runs, tenths when little is left. */

import { serverNow } from "../live/servertime.js";

const pad = (number) => String(number).padStart(2, "0");
const tenths = (ms) => (Math.floor(ms / 100) / 10).toFixed(1);

/** 605000 -> "10:05"; below a minute 59.9, 9.0. */
export function clockText(ms) {
  if (ms < 60_000) return tenths(ms);
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

/** 23400 -> "24": a second is shown until it is over; below five 4.9, 0.0. */
export const shotText = (ms) => (ms < 5000 ? tenths(ms) : String(Math.ceil(ms / 1000)));

const GAME = { text: clockText, tenthsBelow: 60_000 };
export const SHOT = { text: shotText, tenthsBelow: 5000 };

const parsed = (text) => (text ? Date.parse(text) : Infinity);
const hasStopped = ({ running, stops_at: stops }) => !running || serverNow() >= parsed(stops);

/** A clock that another one stops stands from then on, at what it showed. */
export function remainingMs({ running, remaining_ms: remaining, deadline, stops_at: stops }) {
  if (!running || !deadline) return remaining;
  return Math.max(0, Date.parse(deadline) - Math.min(serverNow(), parsed(stops)));
}

const isFrozen = (element) => element.closest("[data-topic]")?.hasAttribute("data-stale");
const untilNext = (ms, tenthsBelow) => (ms <= tenthsBelow ? 100 - ((100 - (ms % 100)) % 100) : (ms % 1000) + 5);

function tick(element) {
  const { boardClock: clock, clockFace: { text, tenthsBelow } } = element;
  const ms = remainingMs(clock);
  const goesOn = ms > 0 && !hasStopped(clock);
  // A clock that may have been stopped since we last heard stays at what was true.
  if (!isFrozen(element)) {
    if (element.textContent !== text(ms)) element.textContent = text(ms);
    element.toggleAttribute("data-tenths", ms < tenthsBelow);
    element.toggleAttribute("data-running", goesOn);
  }
  if (goesOn) element.clockTimer = setTimeout(() => tick(element), Math.max(untilNext(ms, tenthsBelow), 30));
}

/** Show this clock from now on; a new state replaces the old one. */
export function runClock(element, clock, face = GAME) {
  clearTimeout(element.clockTimer);
  Object.assign(element, { boardClock: clock, clockFace: face });
  tick(element);
}

/** The clock as the page was served with it, before any news. */
export function servedClock({ dataset }) {
  const { remaining, deadline, stops } = dataset;
  return { running: Boolean(deadline), remaining_ms: Number(remaining), deadline, stops_at: stops };
}
