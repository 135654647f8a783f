/** Where messages are written: sends, edits, quotes, and keeps what is half written. */

import { newCommandId } from "../console/ids.js";
import { call } from "./api.js";
import { draftKey, draftOf, keepDraft } from "./unsent.js";
import { say } from "./words.js";

const isTouch = matchMedia("(pointer: coarse)").matches;
const EDIT_MS = 10 * 60_000;

export const isEditable = (one, me, now = Date.now()) =>
  one.author?.id === me && one.kind === "text" && !one.deleted && now - Date.parse(one.at) < EDIT_MS;

export class Composer {
  /** `on` has send(waiting), wrote(text) and last() (the newest message of this person's own). */
  constructor(chat, form, { thread = null, on }) {
    Object.assign(this, { chat, form, thread, on, editing: null, quote: null, files: [] });
    this.area = form.querySelector("textarea");
    this.band = form.querySelector("[data-band]");
    this.key = draftKey(chat.me, chat.id, thread);
    // What the browser kept over a reload is newer than what we did.
    if (!this.area.value) this.area.value = draftOf(this.key);
    form.addEventListener("submit", (event) => this.#submitted(event));
    this.area.addEventListener("keydown", (event) => this.#pressed(event));
    this.area.addEventListener("input", () => this.#changed());
    form.querySelector("[data-leave]").addEventListener("click", () => this.leave());
  }

  focus() {
    this.area.focus();
  }

  /** Put text where the caret stands, as the keyboard would. */
  insert(text) {
    this.area.focus();
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.#changed();
  }

  quoting(message) {
    this.leave();
    this.quote = { id: message.id, author: message.author, plain: message.plain };
    this.#showBand(say("quoting", { who: message.author?.name ?? "", what: message.plain }));
    this.focus();
  }

  async edit(message) {
    const { ok, body } = await call("GET", `messages/${message.id}/source`);
    if (!ok) return this.chat.tell(body?.title ?? say("noAnswer"));
    this.leave();
    this.editing = message.id;
    this.kept = this.area.value;
    this.area.value = body.body;
    this.#showBand(say("editing"));
    this.focus();
    this.area.setSelectionRange(body.body.length, body.body.length);
  }

  /** Give up editing or quoting; what was being written before comes back. */
  leave() {
    if (this.editing) this.area.value = this.kept;
    Object.assign(this, { editing: null, quote: null, kept: "" });
    this.band.hidden = true;
  }

  #showBand(text) {
    this.band.querySelector("span").textContent = text;
    this.band.hidden = false;
  }

  #changed() {
    if (!this.editing) keepDraft(this.key, this.area.value);
    this.on.wrote(this.area.value);
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch) {
      event.preventDefault();
      return this.form.requestSubmit();
    }
    if (event.key === "Escape" && !this.band.hidden) {
      event.preventDefault();
      event.stopPropagation();
      return this.leave();
    }
    const last = event.key === "ArrowUp" && this.area.value === "" && this.on.last();
    if (!last || !isEditable(last, this.chat.me)) return;
    event.preventDefault();
    this.edit(last);
  }

  #submitted(event) {
    event.preventDefault();
    const body = this.area.value.trim();
    if (this.form.querySelector("[type=submit]").disabled || this.isUploading) return;
    if (this.editing) return body && this.#save(this.editing, body);
    if (!body && !this.files.length) return;
    const { quote, thread, files } = this;
    this.on.send({ id: newCommandId(), body, thread, quote, files, at: new Date().toISOString() });
    this.area.value = "";
    this.leave();
    this.clearFiles?.();
    keepDraft(this.key, "");
    this.focus();
  }

  async #save(id, body) {
    const answer = await call("PATCH", `messages/${id}`, { body });
    if (!answer.ok) return this.chat.tell(answer.body?.title ?? say("noAnswer"));
    this.chat.hear("message.edited", answer.body);
    this.leave();
  }
}
