/** Asks something cheap every few seconds, so that a dead line is known within them and not at the next heartbeat. */

const NOWHERE = "pulse.0";

/** Leaving a topic that was never joined changes nothing and is answered at once, with the id that no request has. */
export function startPulse(seconds, send) {
  const ask = () => send({ type: "unsubscribe", id: 0, topic: NOWHERE });
  const timer = seconds ? setInterval(ask, seconds * 1000) : null;
  return () => clearInterval(timer);
}
