/** The way out: what was written leaves in order, is kept until it is committed, and is offered again where it failed. */

import { call } from "./api.js";
import { Outbox } from "./outbox.js";
import { discarded, failed, sending } from "./state.js";
import { keepUnsent, unsentKey, unsentOf } from "./unsent.js";
import { say } from "./words.js";

const AGAIN_WITHIN_MS = 5 * 60_000;

export class Sender {
  constructor(chat) {
    Object.assign(this, { chat, lastAt: Date.parse(chat.root.dataset.lastAt) || 0, key: unsentKey(chat.me, chat.id) });
    this.outbox = new Outbox({ post: (waiting) => this.#post(waiting), tell: this.#outcomes });
    if (!chat.me) return;
    this.#resend();
    chat.store.onChange(({ pending }) => keepUnsent(this.key, pending));
  }

  send(waiting) {
    this.chat.change(sending, waiting);
    this.outbox.add(waiting);
  }

  retry(id) {
    const waiting = this.chat.store.state.pending.find((one) => one.id === id);
    if (waiting) this.send({ ...waiting, at: new Date().toISOString() });
  }

  discard(id) {
    this.chat.change(discarded, id);
  }

  #post({ id, body, thread, quote, files }) {
    const said = { client_message_id: id, body, thread, quote: quote?.id ?? null, files: files.map((file) => file.id) };
    return call("POST", `rooms/${this.chat.id}/messages`, said);
  }

  #outcomes = {
    sent: (waiting, message) => {
      this.lastAt = Date.parse(message.at);
      this.chat.hear("message.posted", message);
      this.chat.belongs();
    },
    failed: (waiting, body) => this.chat.change(failed, waiting.id, body?.title ?? say("noAnswer")),
  };

  /** What was on its way when the page went: tried again if that was a moment ago, else offered. */
  #resend() {
    for (const waiting of unsentOf(this.key)) {
      const isFresh = waiting.status === "sending" && Date.now() - Date.parse(waiting.at) < AGAIN_WITHIN_MS;
      this.chat.change(sending, waiting);
      if (isFresh) this.outbox.add(waiting);
      else this.chat.change(failed, waiting.id, waiting.why || say("notSentThen"));
    }
  }
}
