/** Carries what the page hears to the rooms on it, late where the page is late. */

import { delayMs } from "../live/delay.js";
import { serverNow } from "../live/servertime.js";
import { dueAt, parted, roomThen } from "./late.js";
import "./modules.js";
import { Room } from "./room.js";

const rooms = new Map();
const EVENTS = ["message.posted", "message.edited", "message.deleted", "message.reacted", "message.replied", "room.changed", "member.changed", "person.became"];

/** Timers of equal length end in the order in which they began: what was said in order is told in order. */
const wait = (until, act) => (until <= serverNow() ? act() : setTimeout(act, until - serverNow()));

function hear(room, name, detail) {
  if (!delayMs || !name.startsWith("message.")) return room.event(name, detail);
  wait(Date.parse(detail.at) + delayMs, () => room.event(name, detail));
}

/** What of these may be seen now; the rest comes by itself when it is due. */
function dueOf(room, messages) {
  const { due, held } = parted(messages, delayMs, serverNow());
  for (const data of held) wait(dueAt(data, delayMs), () => room.event("message.posted", { data, replayed: true }));
  return due;
}

function begin(room, detail) {
  if (!delayMs) return room.start(detail);
  const messages = dueOf(room, detail.snapshot.messages);
  room.start({ ...detail, snapshot: { ...detail.snapshot, messages, room: roomThen(detail.snapshot.room, messages) } });
}

/** The room is gone for this person: not a word of it stays on the page. */
function end(topic) {
  const room = rooms.get(topic);
  if (!room) return;
  rooms.delete(topic);
  room.end();
  const notice = room.root.querySelector("template[data-ended]").content.cloneNode(true);
  room.root.replaceChildren(notice);
  room.root.firstElementChild.focus();
}

/** Bring a room to life that stands on the page with the state it was served with. */
export function mount(root) {
  const served = JSON.parse(root.querySelector("script[type='application/json']").textContent);
  const room = new Room(root, served);
  if (delayMs) room.pane.history.due = (messages) => dueOf(room, messages);
  rooms.set(room.topic, room);
  // Named only now: what is told before somebody listens is told to nobody.
  Object.assign(root.dataset, { topic: room.topic, mode: "log" });
  document.body.dispatchEvent(new CustomEvent("rt:follow"));
  return room;
}

const { body } = document;
for (const name of EVENTS) {
  body.addEventListener(name, ({ detail }) => rooms.has(detail.topic) && hear(rooms.get(detail.topic), name, detail));
}
body.addEventListener("rt:snapshot", ({ detail }) => rooms.has(detail.topic) && begin(rooms.get(detail.topic), detail));
body.addEventListener("rt:refused", ({ detail }) => end(detail.topic));
body.addEventListener("rt:signal", ({ detail: { topic, name, data, from } }) => {
  const room = rooms.get(topic);
  if (name === "presence") room?.presence(data);
  if (name === "typing") room?.typing.heard(from);
});
