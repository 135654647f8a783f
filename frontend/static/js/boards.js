/** Keeps every board on the page true: figures, clock, plays and the count of who watches. */

import { runClock, servedClock } from "./board/clock.js";
import { paint } from "./board/figures.js";
import { addPlay, mergePlays } from "./board/plays.js";

const rootsOf = (topic) => document.querySelectorAll(`[data-topic="${CSS.escape(topic)}"]`);
const isBoard = (topic) => topic.startsWith("board.");

function showBoard(root, state) {
  const before = root.dataset.status;
  paint(root, state);
  for (const clock of root.querySelectorAll("[data-clock]")) runClock(clock, state.clock);
  const { position, status, slug } = state;
  root.dispatchEvent(new CustomEvent("board.shown", { bubbles: true, detail: { state, position } }));
  if (before && before !== status) {
    document.body.dispatchEvent(new CustomEvent("board.moved", { detail: { slug, seq: position } }));
  }
}

/** Counts never go backwards: an event that is older than what is shown is not shown. */
export function showIfNewer(topic, state) {
  for (const root of rootsOf(topic)) {
    if (state.position >= Number(root.dataset.position || 0)) showBoard(root, state);
  }
}

function snapshot({ detail: { topic, snapshot } }) {
  for (const root of rootsOf(topic)) {
    if (isBoard(topic)) showBoard(root, snapshot);
    else mergePlays(root, snapshot);
  }
}

function signal({ detail: { topic, name, data } }) {
  if (name !== "presence") return;
  for (const root of rootsOf(topic)) {
    for (const element of root.querySelectorAll("[data-watchers]")) {
      const words = data.count === 1 ? element.dataset.one : element.dataset.many;
      element.textContent = words.replace("{count}", data.count);
      element.hidden = false;
    }
  }
}

/** What the page was served with comes to life before the first news. */
const begin = () => {
  for (const game of document.querySelectorAll("[data-game]")) {
    for (const rect of game.querySelectorAll("rect[data-fill]")) {
      game.style.setProperty(`--${rect.dataset.fill.split(".")[0]}`, rect.getAttribute("fill"));
    }
  }
  for (const clock of document.querySelectorAll("[data-clock]")) {
    if (!clock.boardClock) runClock(clock, servedClock(clock));
  }
};

const { body } = document;
body.addEventListener("rt:snapshot", snapshot);
body.addEventListener("rt:signal", signal);
body.addEventListener("board.changed", ({ detail }) => showIfNewer(detail.topic, detail.data));
body.addEventListener("play.recorded", ({ detail: { topic, data } }) =>
  rootsOf(topic).forEach((list) => addPlay(list, data, true)));
body.addEventListener("htmx:load", begin);
begin();
