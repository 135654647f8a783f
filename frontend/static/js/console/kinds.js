/** What a kind of command needs: whose seat, the position its sender saw, and whether it may arrive late. */

const TIMER = new Set(["clock_start", "clock_stop", "clock_set", "period_next", "correct_period", "timeout"]);
const ABSOLUTE = new Set([
  "clock_set", "correct", "correct_fouls", "correct_period", "undo", "strike", "edit", "insert", "final", "reset",
]);
const OF_THE_MOMENT = new Set(["clock_start", "clock_stop", "period_next", "possession"]);
const WITH_PLAYER = new Set(["score", "miss", "rebound", "steal", "block", "turnover", "foul"]);

/** The seat that this kind is worked from. */
export function seatOf(kind) {
  if (kind.startsWith("shot_")) return "shot";
  return TIMER.has(kind) ? "timer" : "scorer";
}

/** Means what it says only on the picture that its sender saw. */
export const isAbsolute = (kind) => ABSOLUTE.has(kind);

/** Still true when it is heard a minute later: what happened is a fact, a clock's start is not. */
export const mayWait = (kind) => !ABSOLUTE.has(kind) && !OF_THE_MOMENT.has(kind) && !kind.startsWith("shot_");

export const takesPlayer = (kind) => WITH_PLAYER.has(kind);
export const takesAssist = ({ kind, points }) => kind === "score" && points > 1;
