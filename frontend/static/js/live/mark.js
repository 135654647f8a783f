/** Shows the truth about the connection, in the header and on the figures themselves. */

import { delayMs } from "./delay.js";
import { isOld } from "./standing.js";

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** hh:mm:ss in the reader's own way of writing it. */
export const asTime = (ms) => clockTime.format(ms);

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

function words(mark, standing, { lostAt, heardAt, why }) {
  const text = mark.dataset[standing] ?? "";
  return text.replace("{time}", asTime(lostAt ?? heardAt)).replace("{why}", why ?? "");
}

/** `facts` has lostAt (ms or null), heardAt (ms), why (text, where the server stopped us) and refused (topics). */
export function showStanding(standing, facts) {
  const old = isOld(standing);
  document.documentElement.dataset.live = standing;
  for (const mark of document.querySelectorAll("[data-mark]")) {
    setText(mark.querySelector("[data-mark-text]"), words(mark, standing, facts));
  }
  for (const figure of document.querySelectorAll("[data-topic]")) {
    figure.toggleAttribute("data-stale", old || facts.refused.has(figure.dataset.topic));
  }
  showAsOf(old && facts.lostAt ? facts.lostAt : facts.heardAt - delayMs);
}

function showAsOf(ms) {
  for (const element of document.querySelectorAll("time[data-as-of]")) {
    setText(element, asTime(ms));
    element.dateTime = new Date(ms).toISOString();
  }
}
