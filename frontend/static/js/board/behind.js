/** Shows a game late: holds its news back until they are due, and asks the server for what is missing then. */

import { boardShown, catchUp, hearBoard, hearPage, hearPlay, lacks, newHold, release } from "./holdback.js";
import { delayMs } from "../live/delay.js";
import { serverNow } from "../live/servertime.js";

const EVERY_MS = 100;
const ASK_EVERY_MS = 1500;
const TIMEOUT_MS = 8000;
const slugOf = (topic) => topic.slice(topic.indexOf(".") + 1);

/** A clock that will run out at its deadline runs out later for somebody who watches late. */
const shifted = (state) => {
  const { deadline } = state.clock;
  if (!deadline) return state;
  return { ...state, clock: { ...state.clock, deadline: new Date(Date.parse(deadline) + delayMs).toISOString() } };
};

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
    const { plays, state } = release(this.hold, serverNow() - delayMs);
    plays.forEach((play) => this.page.play(`plays.${this.slug}`, play));
    if (state) this.page.board(`board.${this.slug}`, shifted(state));
    const missing = lacks(this.hold);
    if ((missing.board || missing.plays) && Date.now() - this.askedAt > ASK_EVERY_MS) this.#ask(missing);
  }

  async #ask(missing) {
    this.askedAt = Date.now();
    try {
      if (missing.plays) this.#fill(await fetchLate(`${this.slug}/plays`));
      const state = await fetchLate(this.slug);
      boardShown(this.hold, state);
      this.page.board(`board.${this.slug}`, state);
    } catch {
      // The next turn asks again, and the mark says how the page stands meanwhile.
    }
  }

  #fill(late) {
    if (catchUp(this.hold, late)) this.page.plays(`plays.${this.slug}`, late);
  }
}

/** `page` shows what is due: board(topic, state), play(topic, play), plays(topic, page). */
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
    // A history that went back was restored from a backup: the page starts again as it was served.
    plays: (topic, snapshot) => hearPage(holdOf(topic), snapshot) || location.reload(),
  };
}
