/** A list of messages with its writing desk: the room itself, or one thread of it beside the room. */

import { Composer } from "./composer.js";
import { History } from "./history.js";
import { itemsOf } from "./items.js";
import { bring } from "./later.js";
import { List } from "./list.js";
import { startPressing } from "./press.js";
import { Scroll } from "./scroll.js";
import { trimmed } from "./state.js";

const isMine = ({ me }) => (one) => one.author?.id === me && one.kind === "text" && !one.deleted;

export class Pane {
  /** `root` holds a [data-scroll] box with a [data-list], and perhaps a form [data-composer]. */
  constructor(chat, root, { store, thread = null, isReady = () => true }) {
    Object.assign(this, { chat, root, store, thread, isReady });
    const { me, name, base } = chat;
    this.list = new List(root.querySelector("[data-list]"), { me, name, base, thread });
    this.history = new History({ id: chat.id, store, tell: (answer) => this.#told(answer) });
    this.scroll = new Scroll(root.querySelector("[data-scroll]"), {
      moved: () => this.seen?.look(),
      top: () => this.isReady() && this.history.earlier(),
      bottom: () => this.isReady() && this.history.later(),
    });
    this.ends = { earlier: root.querySelector("[data-earlier]"), later: root.querySelector("[data-later]") };
    const form = root.querySelector("form[data-composer]");
    if (form) this.#startWriting(form);
    startPressing(this);
    bring("keys").then((keys) => keys?.startListKeys(this));
    store.onChange(() => queueMicrotask(() => this.#arrive()));
    store.onChange(() => this.draw());
  }

  #startWriting(form) {
    this.composer = new Composer(this.chat, form, {
      thread: this.thread,
      on: {
        send: (waiting) => this.send(waiting),
        wrote: (text) => this.chat.typing.wrote(text),
        last: () => this.store.state.messages.findLast(isMine(this.chat)),
      },
    });
    this.chat.startDesk(this.composer);
  }

  /** Shown at once at the newest end, wherever the reader was. */
  async send(waiting) {
    this.chat.typing.sent();
    this.chat.sender.send(waiting);
    if (this.store.state.later) await this.toNewest();
    queueMicrotask(() => this.scroll.toBottom());
  }

  async toNewest() {
    if (this.store.state.later) await this.history.newest();
    this.scroll.toBottom();
    this.seen?.look();
  }

  draw() {
    if (this.scroll.isAtBottom && !this.store.state.later) this.store.change(trimmed);
    const { state } = this.store;
    this.scroll.keep(() => {
      this.list.show(itemsOf(state, { unreadFrom: this.seen?.unreadFrom ?? null, me: this.chat.me }));
      if (this.ends.earlier) this.ends.earlier.hidden = !state.earlier;
      if (this.ends.later) this.ends.later.hidden = !state.later;
    });
    this.seen?.look();
  }

  /** The newest message is where the tab key arrives, unless somebody walks among them just now. */
  #arrive() {
    const { element } = this.list;
    const stops = element.querySelectorAll('[tabindex="0"]');
    if (stops.length && element.contains(document.activeElement)) return;
    for (const stop of stops) stop.tabIndex = -1;
    const newest = [...element.querySelectorAll("li.msg[data-message]")].at(-1);
    if (newest) newest.tabIndex = 0;
  }

  rowOf(id) {
    return this.list.element.querySelector(`[data-message="${CSS.escape(id)}"]`);
  }

  messageOf(row) {
    return this.store.state.messages.find(({ id }) => id === row?.dataset.message);
  }

  /** Bring a message into view and mark it; false where it is not held. */
  show(row) {
    if (!row) return false;
    this.scroll.reveal(row);
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    row.removeAttribute("data-lit");
    requestAnimationFrame(() => row.setAttribute("data-lit", ""));
    return true;
  }

  async showSeq(seq) {
    const row = () => this.list.element.querySelector(`[data-message][data-seq="${seq}"]`);
    if (!row()) await this.history.around(seq);
    await null;
    return this.show(row());
  }

  #told(answer) {
    const box = this.root.querySelector("[data-load-failed]");
    if (box) box.hidden = answer.ok;
  }
}
