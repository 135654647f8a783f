/** Keeps every board on the page true: figures, clock, plays and the count of who watches. */

import { runClock, servedClock } from "./board/clock.js";
import { paint } from "./board/figures.js";
import { runServedShot, showShot } from "./board/shot.js";
import { addPlay, mergePlays } from "./board/plays.js";
import { revisePlays } from "./board/revised.js";
import { delayMs } from "./live/delay.js";

const rootsOf = (topic) => document.querySelectorAll(`[data-topic="${CSS.escape(topic)}"]`);
// What only follows the plays to know their times has no rows.
const listsOf = (topic) => [...rootsOf(topic)].filter((root) => root.matches("ol"));

function showBoard(root, state) {
  const before = root.dataset.status;
  paint(root, state);
  for (const clock of root.querySelectorAll("[data-clock]")) runClock(clock, state.clock);
  for (const shot of root.querySelectorAll("[data-shot]")) showShot(shot, state);
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

const showBox = (topic, box) => document.body.dispatchEvent(new CustomEvent("box.due", { detail: { topic, box } }));

/** What the page shows when it is told; one that watches late is told later. */
const now = {
  board: showIfNewer,
  play: (topic, play) => listsOf(topic).forEach((list) => addPlay(list, play, true)),
  revise: (topic, revision) => listsOf(topic).forEach((list) => revisePlays(list, revision)),
  plays: (topic, page) => listsOf(topic).forEach((list) => mergePlays(list, page)),
  box: showBox,
  followsBox: (topic) => rootsOf(topic).length > 0,
  startOver: (topic, state) => rootsOf(topic).forEach((root) => showBoard(root, state)),
};
let told = delayMs ? null : now;
const waiting = [];

/** Only a page that watches late needs what holds news back; what comes before that is there waits. */
async function watchLate() {
  const { startBehind } = await import("./board/behind.js");
  const late = startBehind(now);
  told = { ...late, startOver: late.board };
  for (const [kind, topic, data] of waiting.splice(0)) told[kind](topic, data);
}

const tell = (kind, topic, data) => (told ? told[kind](topic, data) : waiting.push([kind, topic, data]));
const SNAPSHOTS = { board: "startOver", plays: "plays", box: "box" };
const NEWS = { "board.changed": "board", "play.recorded": "play", "play.revised": "revise", "box.changed": "box" };

function snapshot({ detail: { topic, snapshot } }) {
  const kind = SNAPSHOTS[topic.split(".")[0]];
  if (kind) tell(kind, topic, snapshot);
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
  for (const shot of document.querySelectorAll("[data-shot]")) if (!shot.boardClock) runServedShot(shot);
};

const { body } = document;
body.addEventListener("rt:snapshot", snapshot);
body.addEventListener("rt:signal", signal);
for (const [name, kind] of Object.entries(NEWS)) {
  body.addEventListener(name, ({ detail: { topic, data } }) => tell(kind, topic, data));
}
body.addEventListener("htmx:load", begin);
if (delayMs) watchLate();
begin();
