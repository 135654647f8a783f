/** The server's clock as seen from here: the least delayed sample, plus half the shortest way. */

let offset = null;
let roundTrip = Infinity;

/** `time` is what the server's clock said (ISO) in a frame that has just arrived. */
export function noteServerTime(time, now = Date.now()) {
  const sample = Date.parse(time) - now;
  if (Number.isNaN(sample)) return;
  // A jump of more than a minute is this device's clock being set, not a delay.
  const restart = offset === null || Math.abs(sample - offset) > 60_000;
  offset = restart ? sample : Math.max(offset, sample);
}

/** A question was answered in `ms`: no frame takes longer one way than half of the shortest. */
export function noteRoundTrip(ms) {
  roundTrip = Math.min(roundTrip, ms);
}

export function serverNow(now = Date.now()) {
  const oneWay = roundTrip === Infinity ? 0 : Math.min(roundTrip / 2, 500);
  return now + (offset === null ? 0 : offset + oneWay);
}
