/** "Ada is typing": said at most every ten seconds, believed for fifteen. */

import { names } from "./reactions.js";
import { listed, say, sayCount } from "./words.js";

const AGAIN_MS = 10_000;
const EXPIRES_MS = 15_000;

/** `typists` maps a person to when they were last heard of; those still believed, in order. */
export const stillTyping = (typists, now) => [...typists].filter(([, at]) => now - at < EXPIRES_MS).map(([id]) => id);

export class Typing {
  #typists = new Map();
  #saidAt = -Infinity;
  #timer = null;

  constructor(chat, element) {
    Object.assign(this, { chat, element });
  }

  /** The person here changed what they write. */
  wrote(text, now = Date.now()) {
    if (!text.trim() || now - this.#saidAt < AGAIN_MS) return;
    this.#saidAt = now;
    this.chat.signal("typing", {});
  }

  sent() {
    this.#saidAt = -Infinity;
  }

  heard(id, now = Date.now()) {
    if (!id || id === this.chat.me) return;
    this.#typists.set(id, now);
    this.#show();
  }

  /** Their message is here: they are not typing it any more. */
  posted(id) {
    if (this.#typists.delete(id)) this.#show();
  }

  #show() {
    const typing = stillTyping(this.#typists, Date.now());
    const who = typing.map((id) => names.get(id) ?? say("somebody"));
    this.element.textContent = who.length ? sayCount("typing", who.length, { who: listed(who) }) : "";
    clearTimeout(this.#timer);
    if (typing.length) this.#timer = setTimeout(() => this.#show(), 1000);
  }
}
