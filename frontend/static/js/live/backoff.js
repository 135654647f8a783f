/** When to try again: full jitter, and what each range of close codes asks for. */

export const MOST_SECONDS = 30;
export const STABLE_SECONDS = 60;

/** Seconds before attempt `n` (0 is the first after a loss); `random` gives [0, 1). */
export function delayBefore(n, random = Math.random) {
  if (n === 0) return random();
  return random() * Math.min(MOST_SECONDS, 0.5 * 2 ** n);
}

/** "stop", "wait" or "resume": the range of the code is the policy. */
export function policyOf(code) {
  if (code >= 4000 && code < 4100) return "stop";
  if (code >= 4100 && code < 4200) return "wait";
  return "resume";
}

/** Seconds to wait after a close; the window of a `bye` spreads everybody's return. */
export function delayAfterClose({ code, window, attempt }, random = Math.random) {
  if (policyOf(code) === "wait") return (window || 5) * (1 + 0.2 * random());
  if (window && attempt === 0) return window * random();
  return delayBefore(attempt, random);
}
