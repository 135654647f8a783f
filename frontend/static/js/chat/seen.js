/** What has been seen: told to the server, and to the reader as "n new" and the line above what is unread. */

import { call } from "./api.js";
import { isNotice } from "./items.js";
import { newestSeq } from "./state.js";
import { sayCount, say } from "./words.js";

const TELL_AFTER_MS = 700;
const isLooking = () => !document.hidden && document.hasFocus();

export class Seen {
  #timer = null;

  constructor(chat, scroll) {
    const { readSeq } = chat.root.dataset;
    Object.assign(this, { chat, scroll, told: Number(readSeq ?? 0), seq: Number(readSeq ?? 0) });
    this.unreadFrom = readSeq && this.#unseen().length ? this.seq + 1 : null;
    this.pill = chat.root.querySelector("[data-pill]");
    for (const name of ["focus", "visibilitychange"]) addEventListener(name, () => this.look());
  }

  /** Somebody else wrote while nobody looked: the line goes above it. */
  missed(message) {
    if (isLooking() && this.scroll.isAtBottom) return;
    if (this.unreadFrom === null || this.unreadFrom <= this.seq) this.unreadFrom = message.seq;
  }

  look() {
    const { state } = this.chat.store;
    if (isLooking()) this.seq = Math.max(this.seq, this.scroll.isAtBottom && !state.later ? newestSeq(state) : this.scroll.seen);
    this.#show(state);
    if (this.seq <= this.told || !this.chat.isMember) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), TELL_AFTER_MS);
  }

  #unseen() {
    const { me, store } = this.chat;
    return store.state.messages.filter((one) => one.seq > this.seq && one.author?.id !== me && !one.thread && !isNotice(one));
  }

  #show({ later }) {
    const count = later || this.scroll.isAtBottom ? 0 : this.#unseen().length;
    this.pill.hidden = !later && !count && !this.scroll.isFar;
    const text = count ? sayCount("new", count) : say("toNewest");
    const label = this.pill.querySelector("span");
    if (!this.pill.hidden && label.textContent !== text) label.textContent = text;
  }

  async #tell() {
    const { seq } = this;
    const { ok } = await call("POST", `rooms/${this.chat.id}/read`, { seq });
    if (ok) this.told = Math.max(this.told, seq);
  }
}
