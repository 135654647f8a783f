/** One room on the page, alive: its topic is folded into the state, and everything shown follows from that. */

import { announce } from "./announce.js";
import { bring, bringAll } from "./later.js";
import { Pane } from "./pane.js";
import { names } from "./reactions.js";
import { Seen } from "./seen.js";
import { Sender } from "./sender.js";
import { fold, newRoom, snapshot } from "./state.js";
import { showStanding, whyNot } from "./standing.js";
import { newStore } from "./store.js";
import { Typing } from "./typing.js";

const knowNames = (messages) => {
  for (const { author } of messages) if (author) names.set(author.id, author.name);
};

export class Room {
  #stores;
  #joined = new Set();
  #epoch = null;

  /** `root` names the room; `served` is what the page came with, and its `later` that newer messages exist. */
  constructor(root, served) {
    const { chat: id, me = "", name = "", role = "", base, mutedUntil } = root.dataset;
    Object.assign(this, { root, id, me: me || null, name, base, topic: `chat.${id}`, desks: [] });
    this.you = { role, muted_until: mutedUntil || null };
    knowNames(served.messages);
    this.store = newStore({ ...snapshot(newRoom(), served), later: Boolean(served.later) });
    this.#stores = new Set([this.store]);
    this.typing = new Typing(this, root.querySelector("[data-typing]"));
    this.pane = new Pane(this, root.querySelector("[data-pane]"), { store: this.store });
    this.pane.seen = new Seen(this, this.pane.scroll);
    this.sender = new Sender(this);
    this.pane.draw();
    bring("presence").then((presence) => presence?.startIdleness(this));
    bring("jump").then((jump) => jump?.startJumping(this));
    bringAll();
    this.timer = setInterval(() => this.#stand(), 1000);
    this.#stand();
  }

  get isMember() {
    return Boolean(this.you.role);
  }

  get moderates() {
    return this.you.role === "owner" || this.you.role === "moderator";
  }

  /** `act` is called each time the room has been joined anew. */
  onJoined = (act) => this.#joined.add(act);

  /** A thread's own list hears the same news. */
  addStore = (store) => this.#stores.add(store);
  dropStore = (store) => this.#stores.delete(store);

  change(act, ...facts) {
    for (const store of this.#stores) store.change(act, ...facts);
  }

  hear(name, data) {
    this.change(fold, name, data);
  }

  signal(name, data) {
    document.body.dispatchEvent(new CustomEvent("rt:say", { detail: { topic: this.topic, name, data } }));
  }

  /** One sentence beside the writing desk, gone after a while. */
  tell = (text) => {
    const line = this.root.querySelector("[data-told]");
    line.textContent = text;
    clearTimeout(this.toldTimer);
    this.toldTimer = setTimeout(() => (line.textContent = ""), 8000);
  };

  event(name, { data, replayed }) {
    if (name === "message.posted") this.#posted(data, replayed);
    if (name === "message.edited") this.typing.posted(data.author?.id);
    if (name === "member.changed" && data.person.id === this.me) this.#changed(data);
    this.hear(name, data);
    this.#stand();
  }

  async start({ snapshot: value, epoch }) {
    // A history that was restored from a backup may be shorter: nothing of the old one is kept.
    if (this.#epoch && this.#epoch !== epoch) this.store.change(({ pending }) => ({ ...newRoom(), pending }));
    this.#epoch = epoch;
    knowNames(value.messages);
    this.store.change(snapshot, value);
    for (const act of this.#joined) act();
    this.#stand();
    const { recheck } = this.store.state;
    if (recheck) await this.pane.history.recheck(recheck);
  }

  presence = async (data) => (await bring("presence"))?.showPresence(this, data);

  /** Who writes in a room that anybody may enter has entered it. */
  belongs() {
    this.you.role ||= "member";
    this.#stand();
  }

  startDesk(composer) {
    this.desks.push(composer);
    this.#stand();
    bring("desk").then((desk) => desk?.furnish(this, composer));
  }

  end() {
    clearInterval(this.timer);
    this.#stores.clear();
  }

  #posted(message, replayed) {
    knowNames([message]);
    // That somebody joined is a line under their name too, and no message of theirs.
    if (message.kind !== "text") return;
    this.typing.posted(message.author?.id);
    if (message.author?.id === this.me) return;
    this.pane.seen.missed(message);
    if (!replayed) announce(this.root.querySelector("[data-log]"), message);
  }

  #changed({ role, state, muted_until }) {
    Object.assign(this.you, { role: state === "in" ? role : "", muted_until });
  }

  #stand() {
    const { room } = this.store.state;
    if (!room || !this.sender) return;
    const why = whyNot({ room, you: this.you, lastAt: this.sender.lastAt });
    for (const { form } of this.desks) showStanding(form, why);
  }
}
