/** How this tab stands with the server, as a pure function of what it last heard. */

export const PATIENCE_SECONDS = 4;
export const SILENCE_FACTOR = 1.6;
export const HANDSHAKE_MS = 10_000;

/** How long a page says nothing of a loss; what is shown late stays true for as long as it is late. */
export const patienceOf = ({ delay = 0, silence = Infinity }) =>
  ({ patience: Math.min(PATIENCE_SECONDS + Number(delay), Number(silence)), silence: Number(silence) });

/**
 * One of idle (nothing to follow), connecting, live, polling, reconnecting, stale, stopped.
 * `lostAt` is when what is shown was last known to be true (ms), null while it is;
 * `heardAt` matters where the page has a pulse, so that silence alone means that the line is dead.
 */
export function standingOf({ phase, lostAt, heardAt }, now, { patience, silence } = patienceOf({})) {
  if (phase === "idle" || phase === "stopped") return phase;
  const overdue = lostAt !== null && now - lostAt > patience * 1000;
  if (overdue || now - heardAt > silence * 1000) return "stale";
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
