/** A server in miniature that loses, repeats and reorders, against the client's own state machine. */

import { forgetAnswers, newState, receive } from "/static/js/live/state.js";

const TOPIC = "plays.x";

class World {
  constructor(mode) {
    Object.assign(this, { mode, epoch: 1, head: 0, floor: 0, wire: [], asked: [], told: [] });
    this.state = newState([{ topic: TOPIC, mode }]);
    this.hear({ type: "welcome" });
  }

  hear(frame) {
    for (const effect of receive(this.state, frame)) {
      if (effect.do === "send" && effect.frame.type === "subscribe") this.asked.push(effect.frame);
      if (effect.do === "tell") this.note(effect);
    }
  }

  note({ name, detail }) {
    const { epoch } = this.state.topics.get(TOPIC).since;
    this.told.push({ snapshot: name === "rt:snapshot", epoch, seq: detail.seq });
  }

  event = (seq) => ({ type: "event", topic: TOPIC, seq, name: "play.recorded", data: {}, at: "" });

  subscribed(id, since) {
    const known = since && Number(since.epoch) === this.epoch && since.seq >= this.floor && since.seq <= this.head;
    const frame = { type: "subscribed", id, topic: TOPIC, epoch: String(this.epoch), seq: this.head };
    if (!known) return { ...frame, recovered: false, snapshot: {} };
    const missed = Array.from({ length: this.head - since.seq }, (_, at) => this.event(since.seq + at + 1));
    return { ...frame, recovered: true, events: this.mode === "latest" ? missed.slice(-1) : missed };
  }

  commit() { this.wire.push(this.event(++this.head)); }
  lose() { this.wire.splice(this.wire.findIndex(({ type }) => type === "event") >>> 0, 1); }
  repeat() { if (this.wire.length) this.wire.push(this.wire[0]); }
  reorder() { this.wire.push(...this.wire.splice(0, 1)); }
  forget() { this.floor = this.head; }
  deliver() { if (this.wire.length) this.hear(this.wire.shift()); }
  answer() { const ask = this.asked.shift(); if (ask) this.wire.push(this.subscribed(ask.id, ask.since)); }
  beat() { this.wire.push({ type: "heartbeat", heads: { [TOPIC]: this.head } }); }

  reconnect() {
    Object.assign(this, { wire: [], asked: [] });
    forgetAnswers(this.state);
    this.hear({ type: "welcome" });
  }

  restore() {
    this.epoch += 1;
    this.head = this.floor = Math.max(0, this.head - 2);
    // Frames of an old epoch are never sent behind the answer that begins a new one.
    this.wire = [this.subscribed(null, null)];
  }

  settle() {
    for (let round = 0; round < 8; round += 1) {
      this.beat();
      while (this.wire.length || this.asked.length) {
        this.deliver();
        this.answer();
      }
    }
  }
}

/** Runs the named steps, lets everything arrive, and says what the page was told. */
export function simulate(steps, mode) {
  const world = new World(mode);
  for (const step of steps) world[step]();
  world.settle();
  return { told: world.told, head: world.head, epoch: String(world.epoch) };
}
