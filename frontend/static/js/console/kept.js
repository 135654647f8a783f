/** Keeps presses that have no answer while the tab lives, so that loading the page again loses none. */

import { mayWait } from "./kinds.js";

const MOMENT_MS = 60_000;
const LATEST_MS = 10 * 60_000;
const keyOf = (slug) => `presses:${slug}`;

/** Whether a press of an earlier page may still be sent: under its id it applies once, however often it is told. */
export function maySend({ command, sent, at }, now) {
  const age = now - at;
  return mayWait(command.kind) ? age <= LATEST_MS : sent && age <= MOMENT_MS;
}

export function keep(slug, presses, now = Date.now()) {
  const stored = presses.map((press) => ({
    command: press.command, says: press.says, id: press.id, expected: press.expected, sent: press.sent,
    at: press.at ??= now,
  }));
  try {
    if (stored.length) sessionStorage.setItem(keyOf(slug), JSON.stringify(stored));
    else sessionStorage.removeItem(keyOf(slug));
  } catch {
    // Kept in this page only where the browser keeps nothing.
  }
}

/** What the earlier page left: {again: presses to send, lost: those that came too late}. */
export function takeKept(slug, now = Date.now()) {
  let presses = [];
  try {
    presses = JSON.parse(sessionStorage.getItem(keyOf(slug)) ?? "[]");
  } catch {
    // Unreadable is as good as nothing.
  }
  const again = presses.filter((press) => maySend(press, now));
  return { again, lost: presses.filter((press) => !again.includes(press)) };
}
