/** Older and newer pages of a room, asked for when they are needed and never twice at once. */

import { zone } from "../page/times.js";
import { query, read } from "./api.js";
import { page } from "./state.js";

const PAGE = 50;

export class History {
  #busy = false;

  /** `tell` is told what went wrong; null when it goes well again. */
  constructor({ id, store, tell }) {
    Object.assign(this, { id, store, tell });
  }

  /** Which of the messages that were read may be shown. */
  due = (messages) => messages;

  get #held() {
    return this.store.state.messages;
  }

  earlier() {
    const { earlier } = this.store.state;
    if (earlier) return this.#ask({ before: this.#held[0]?.seq }, "before");
  }

  later() {
    const { later } = this.store.state;
    if (later) return this.#ask({ after: this.#held.at(-1)?.seq }, "after");
  }

  around = (seq) => this.#ask({ around: seq }, "anew");
  onDay = (day) => this.#ask({ on: day, zone }, "anew");
  newest = () => this.#ask({}, "anew");
  replies = (thread) => this.#ask({ thread, limit: 100 }, "anew");

  /** What is held may have been changed while nobody listened: read again down to `from`, page by page. */
  async recheck(from) {
    for (let before = this.#held.at(-1).seq + 1; before > from; ) {
      const body = await this.#ask({ before }, "before");
      if (!body?.messages.length) return;
      before = body.messages[0].seq;
    }
  }

  async #ask(wanted, joins) {
    if (this.#busy) return null;
    this.#busy = true;
    const answer = await read(`rooms/${this.id}/messages?${query({ limit: PAGE, ...wanted })}`);
    this.#busy = false;
    this.tell(answer);
    if (!answer.ok) return null;
    this.store.change(page, { ...answer.body, messages: this.due(answer.body.messages) }, joins);
    return answer.body;
  }
}
