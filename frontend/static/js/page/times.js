/** Writes moments in the reader's way and zone: a member's own, or the browser's, which the server is told. */

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const zone = document.documentElement.dataset.zone ?? own;
const STYLES = {
  moment: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
};
const formats = Object.fromEntries(
  Object.entries(STYLES).map(([name, style]) => [name, new Intl.DateTimeFormat(undefined, { ...style, timeZone: zone })]),
);
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long", timeZone: zone });

function writeLocal() {
  for (const element of document.querySelectorAll("time[data-local]")) {
    const moment = new Date(element.dateTime);
    element.textContent = formats[element.dataset.local].format(moment);
    element.title = full.format(moment);
    delete element.dataset.local;
  }
}

export function startTimes() {
  document.cookie = `zone=${encodeURIComponent(own)}; path=/; samesite=lax`;
  document.body.addEventListener("htmx:load", writeLocal);
  writeLocal();
}
