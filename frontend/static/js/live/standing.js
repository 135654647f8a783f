/** How this tab stands with the server, as a pure function of what it last heard. */

export const PATIENCE_SECONDS = 4;
export const SILENCE_FACTOR = 1.6;
export const HANDSHAKE_MS = 10_000;

/**
 * One of idle (nothing to follow), connecting, live, polling, reconnecting, stale, stopped.
 * `lostAt` is when what is shown was last known to be true (ms), null while it is.
 */
export function standingOf({ phase, lostAt }, now) {
  if (phase === "idle" || phase === "stopped") return phase;
  const overdue = lostAt !== null && now - lostAt > PATIENCE_SECONDS * 1000;
  if (overdue) return "stale";
  if (phase === "polling" && lostAt !== null) return "reconnecting";
  return SAYS[phase];
}

/** Each phase while what is shown is true, or was a moment ago. */
const SAYS = {
  connecting: "connecting",
  joining: "reconnecting",
  live: "live",
  lost: "reconnecting",
  polling: "polling",
};

export const isOld = (standing) => standing === "stale" || standing === "stopped";

/** A line that is silent for longer than this (ms) is dead, whatever the network says. */
export const silenceAllowed = (heartbeatSeconds) => heartbeatSeconds * SILENCE_FACTOR * 1000;
