/** Runs a game clock from its deadline: no messages while it runs, tenths in the last minute. */

import { serverNow } from "../live/servertime.js";

const pad = (number) => String(number).padStart(2, "0");

/** 605000 -> "10:05"; below a minute 59.9, 9.0. */
export function clockText(ms) {
  if (ms < 60_000) return (Math.floor(ms / 100) / 10).toFixed(1);
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

export function remainingMs({ running, remaining_ms: remaining, deadline }) {
  if (!running || !deadline) return remaining;
  return Math.max(0, Date.parse(deadline) - serverNow());
}

const isFrozen = (element) => element.closest("[data-topic]")?.hasAttribute("data-stale");

function tick(element) {
  const clock = element.boardClock;
  const ms = remainingMs(clock);
  // A clock that may have been stopped since we last heard stays at what was true.
  if (!isFrozen(element)) {
    const text = clockText(ms);
    if (element.textContent !== text) element.textContent = text;
    element.toggleAttribute("data-tenths", ms < 60_000);
  }
  if (clock.running && ms > 0) {
    const wait = ms <= 60_000 ? 100 - ((100 - (ms % 100)) % 100) : (ms % 1000) + 5;
    element.clockTimer = setTimeout(() => tick(element), Math.max(wait, 30));
  }
}

/** Show this clock from now on; a new state replaces the old one. */
export function runClock(element, clock) {
  clearTimeout(element.clockTimer);
  element.boardClock = clock;
  element.toggleAttribute("data-running", clock.running);
  tick(element);
}

/** The clock as the page was served with it, before any news. */
export function servedClock({ dataset }) {
  const { remaining, deadline } = dataset;
  return { running: Boolean(deadline), remaining_ms: Number(remaining), deadline };
}
