/** Shows a game late: holds its news back until they are due, and asks the server for what is missing then. */

import {
  boardShown, boxShown, catchUp, hearBoard, hearBox, hearPage, hearPlay, hearRevision, lacks, newHold, release,
} from "./holdback.js";
import { delayMs } from "../live/delay.js";
import { serverNow } from "../live/servertime.js";

const EVERY_MS = 100;
const ASK_EVERY_MS = 1500;
const TIMEOUT_MS = 8000;
const slugOf = (topic) => topic.slice(topic.indexOf(".") + 1);

/** Clocks that run out at a moment run out later for somebody who watches late. */
const later = (time) => time && new Date(Date.parse(time) + delayMs).toISOString();
const shifted = ({ clock, shot, ...state }) => ({
  ...state,
  clock: { ...clock, deadline: later(clock.deadline), stops_at: later(clock.stops_at) },
  shot: shot && { ...shot, deadline: later(shot.deadline) },
});

async function fetchLate(path) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(`/api/boards/${path}?delay=${delayMs / 1000}`, { cache: "no-store", signal });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

class Behind {
  constructor(slug, page) {
    const root = document.querySelector(`[data-topic="${CSS.escape(`board.${slug}`)}"]`);
    Object.assign(this, { slug, page, askedAt: 0, hold: newHold(Number(root?.dataset.position ?? 0)) });
    setInterval(() => this.#turn(), EVERY_MS);
  }

  #turn() {
    const until = serverNow() - delayMs;
    const { news, state, box } = release(this.hold, until);
    for (const { play, revision } of news) {
      if (revision) this.page.revise(this.#topic("plays"), revision);
      else this.page.play(this.#topic("plays"), play);
    }
    if (state) this.page.board(this.#topic("board"), shifted(state));
    if (box) this.page.box(this.#topic("box"), box);
    const missing = lacks(this.hold, until);
    if ((missing.board || missing.plays) && Date.now() - this.askedAt > ASK_EVERY_MS) this.#ask(missing);
  }

  async #ask(missing) {
    this.askedAt = Date.now();
    try {
      if (missing.plays) this.#fill(await fetchLate(`${this.slug}/plays`));
      const state = await fetchLate(this.slug);
      boardShown(this.hold, state);
      this.page.board(this.#topic("board"), state);
      if (this.page.followsBox(this.#topic("box"))) this.#showBox(await fetchLate(`${this.slug}/box`));
    } catch {
      // The next turn asks again, and the mark says how the page stands meanwhile.
    }
  }

  #topic(kind) {
    return `${kind}.${this.slug}`;
  }

  #fill(late) {
    if (catchUp(this.hold, late)) this.page.plays(this.#topic("plays"), late);
  }

  #showBox(box) {
    boxShown(this.hold, box);
    this.page.box(this.#topic("box"), box);
  }
}

/** `page` shows what is due: board, play, plays, revise and box of a topic; followsBox(topic) says if it has one. */
export function startBehind(page) {
  const games = new Map();
  const holdOf = (topic) => {
    const slug = slugOf(topic);
    if (!games.has(slug)) games.set(slug, new Behind(slug, page));
    return games.get(slug).hold;
  };
  return {
    board: (topic, state) => hearBoard(holdOf(topic), state),
    play: (topic, play) => hearPlay(holdOf(topic), play),
    revise: (topic, revision) => hearRevision(holdOf(topic), revision),
    box: (topic, box) => hearBox(holdOf(topic), box),
    // A history that went back was restored from a backup: the page starts again as it was served.
    plays: (topic, snapshot) => hearPage(holdOf(topic), snapshot) || location.reload(),
  };
}
