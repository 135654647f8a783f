/** A room's truth and a tab that hears of it in whatever order the steps say; at the end both must be the same. */

import { changedBy, EDITS } from "/static/js/chat/patches.js";
import { fold, newRoom, page, sending, snapshot, trimmed } from "/static/js/chat/state.js";

const SHOWN = 6;
const copy = (value) => JSON.parse(JSON.stringify(value));

class World {
  truth = [];
  events = [];
  heard = 0;
  answers = [];
  reads = [];
  tab = null;

  constructor() {
    this.snapshot();
  }

  get room() {
    return { id: "room_1", state: "open", seq: this.truth.length, count: this.truth.length };
  }

  one = () => this.truth[(this.events.length * 7) % Math.max(1, this.truth.length)];

  commit(client, mine = false) {
    const seq = this.truth.length + 1;
    const message = {
      id: `msg_${seq}`, seq, ordinal: seq, kind: "text", client_message_id: client, author: { id: mine ? "me" : "other" }, html: `${seq}`,
      plain: `${seq}`, thread: null, quote: null, mentions: [], reactions: [], files: [], replies: { count: 0 }, edited_at: null, deleted: null,
      at: new Date(seq * 1000).toISOString(),
    };
    this.truth.push(message);
    this.events.push(["message.posted", copy(message)]);
    return message;
  }

  change(name, data) {
    this.events.push([name, copy(data)]);
    const patch = EDITS[name](data);
    this.truth = this.truth.map((one) => changedBy(one, data.id, patch));
  }

  post = () => this.commit(`c${this.truth.length}`);

  mine() {
    const id = `mine${this.truth.length}`;
    this.tab = sending(this.tab, { id, body: "x", thread: null, quote: null, files: [], at: "" });
    this.answers.push(copy(this.commit(id, true)));
  }

  edit() {
    const one = this.one();
    if (!one || one.deleted) return;
    const edited_at = new Date(1e9 + this.events.length * 1000).toISOString();
    this.change("message.edited", { ...one, html: edited_at, plain: edited_at, edited_at });
  }

  delete() {
    const one = this.one();
    if (one && !one.deleted) this.change("message.deleted", { id: one.id, by: "author" });
  }

  react() {
    const one = this.one();
    if (one && !one.deleted) this.change("message.reacted", { id: one.id, reactions: [{ emoji: `${this.events.length}`, people: [], count: 1 }] });
  }

  hear() {
    if (this.heard >= this.events.length) return;
    this.tab = fold(this.tab, ...copy(this.events[this.heard++]));
  }

  /** The same event once more: the wire never does so, and the fold does not mind. */
  repeat() {
    if (this.heard > 0) this.tab = fold(this.tab, ...copy(this.events[this.heard - 1]));
  }

  answer() {
    const message = this.answers.shift();
    if (message) this.tab = fold(this.tab, "message.posted", message);
  }

  /** The line was lost: what was not heard comes as a snapshot, and what lies below it is read again. */
  snapshot() {
    const messages = copy(this.truth.slice(-SHOWN));
    this.tab = snapshot(this.tab ?? newRoom(), { room: this.room, messages, earlier: this.truth.length > SHOWN });
    this.heard = this.events.length;
    if (this.tab.recheck !== null) this.recheck(this.tab.recheck);
  }

  recheck(from) {
    this.tab = page(this.tab, { messages: copy(this.truth.filter(({ seq }) => seq >= from)), earlier: from > 1 }, "before");
  }

  /** The page was left and opened again, with what it had not heard of as committed. */
  reload() {
    const { pending } = this.tab;
    this.tab = null;
    this.answers.length = 0;
    this.snapshot();
    for (const waiting of pending) {
      this.tab = sending(this.tab, waiting);
      const sent = this.truth.find(({ client_message_id: id }) => id === waiting.id);
      this.answers.push(copy(sent));
    }
  }

  older() {
    this.read();
    this.arrive();
  }

  /** A page of older messages is read, and may arrive after news of them. */
  read() {
    if (!this.tab.earlier || this.reads.length) return;
    const before = this.tab.messages[0]?.seq ?? Infinity;
    const messages = copy(this.truth.filter(({ seq }) => seq < before).slice(-4));
    this.reads.push({ messages, earlier: (messages[0]?.seq ?? 1) > 1, before, heard: this.heard });
  }

  arrive() {
    const read = this.reads.shift();
    // A read from before a loss, or of a stretch that is held no more, is asked for again and not used.
    if (read && read.before === this.tab.messages[0]?.seq && read.heard <= this.heard) this.tab = page(this.tab, read, "before");
  }

  trim() {
    this.reads.length = 0;
    this.tab = trimmed(this.tab, 8, 5);
  }
}

export function talk(steps) {
  const world = new World();
  for (const step of steps) world[step]();
  while (world.heard < world.events.length) world.hear();
  while (world.answers.length) world.answer();
  world.reads.length = 0;
  while (world.tab.earlier) world.older();
  const told = (messages) => messages.map(({ id, html, deleted, reactions }) => ({ id, html, deleted, reactions }));
  return { held: told(world.tab.messages), truth: told(world.truth), waiting: world.tab.pending };
}
