/** Days and times in the reader's own zone and way of writing. */

import { zone } from "../page/times.js";

const language = document.documentElement.lang || undefined;
const written = (options) => new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
const clock = written({ hour: "2-digit", minute: "2-digit" });
const exact = written({ dateStyle: "full", timeStyle: "medium" });
const longDay = written({ timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = written({ day: "numeric", month: "short" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

/** "2026-11-21": the day on which this moment falls for a reader in the zone `there` (their own when left out). */
export const dayOf = (iso, there = zone) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: there, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(iso));

/** Whole days from one day to another; negative for the past. */
export const daysBetween = (day, today) => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);

const capital = (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/** "Today", "Yesterday", or the whole date. */
export function dayWords(day, today = dayOf(new Date())) {
  const days = daysBetween(day, today);
  return days === 0 || days === -1 ? capital(relative.format(days, "day")) : longDay.format(new Date(`${day}T12:00Z`));
}

export const timeOf = (iso) => clock.format(new Date(iso));
export const exactOf = (iso) => exact.format(new Date(iso));

/** The time for today, else the day: for lists. */
export const briefly = (iso) => (dayOf(iso) === dayOf(new Date()) ? timeOf(iso) : shortDay.format(new Date(iso)));
