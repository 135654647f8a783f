/** Two baskets of one team cannot fall within half a second: the second press is a bounce. */

const WITHIN_MS = 450;
const last = new Map();

/** Free throws and +1 presses that add up are left alone: only +2 and +3 can bounce. */
export function isBounce({ kind, team, points }, now = performance.now()) {
  if (kind !== "score" || points < 2) return false;
  const key = `${team}+${points}`;
  const before = last.get(key) ?? -Infinity;
  last.set(key, now);
  return now - before < WITHIN_MS;
}
