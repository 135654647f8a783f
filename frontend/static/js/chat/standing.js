/** Why one cannot write just now, and until when. */

import { say } from "./words.js";

const isPast = (iso, now) => !iso || Date.parse(iso) <= now;

/** {code, seconds} or null; `you` is {role, muted_until}, `lastAt` when this person last wrote (ms). */
export function whyNot({ room, you, lastAt = 0 }, now = Date.now()) {
  const moderates = you.role === "owner" || you.role === "moderator";
  if (room?.state === "archived") return { code: "archived" };
  if (room?.state === "locked" && !moderates) return { code: "locked" };
  if (!isPast(you.muted_until, now)) return { code: "muted", seconds: Math.ceil((Date.parse(you.muted_until) - now) / 1000) };
  const wait = (room?.slow_seconds ?? 0) * 1000 - (now - lastAt);
  if (room?.slow_seconds && !moderates && wait > 0) return { code: "slow", seconds: Math.ceil(wait / 1000) };
  return null;
}

/** 75 -> "1:15". */
export const countdown = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Shows the reason in place of the writing desk; while slow, one may go on writing and only waits to send. */
export function showStanding(form, why) {
  const note = form.querySelector("[data-why]");
  const text = why ? say(`why-${why.code}`.replace(/-(\w)/, (_, letter) => letter.toUpperCase()), { time: countdown(why.seconds ?? 0) }) : "";
  if (note.textContent !== text) note.textContent = text;
  note.hidden = !text;
  const isShut = Boolean(why) && why.code !== "slow";
  form.toggleAttribute("data-shut", isShut);
  for (const field of form.querySelectorAll("textarea, [data-tool]")) field.disabled = isShut;
  form.querySelector("[type=submit]").disabled = Boolean(why);
}
