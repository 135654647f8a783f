/** On lists nothing is told of a game that this browser watches late. */

import { serverNow } from "./live/servertime.js";

function delayOf(slug) {
  try {
    return Number(localStorage.getItem(`delay:${slug}`) ?? 0);
  } catch {
    return 0;
  }
}

/** A game that ended longer ago than the delay has ended for everybody. */
const isOver = ({ dataset }, seconds) =>
  dataset.status !== "live" && Date.parse(dataset.changedAt) < serverNow() - seconds * 1000;

function withhold(card, seconds) {
  card.dataset.late = seconds;
  for (const told of [card, ...card.querySelectorAll("[data-topic]")]) delete told.dataset.topic;
  for (const score of card.querySelectorAll(".card-score, .score")) score.textContent = "";
  const words = card.querySelector(".card-late");
  words.textContent = words.dataset.words.replace("{seconds}", seconds);
  words.hidden = false;
}

function check() {
  for (const card of document.querySelectorAll("[data-card]:not([data-checked])")) {
    const seconds = delayOf(card.dataset.card);
    if (seconds && !isOver(card, seconds)) withhold(card, seconds);
    card.dataset.checked = "";
  }
}

document.body.addEventListener("htmx:load", check);
check();
