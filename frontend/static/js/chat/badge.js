/** One's inbox on every page: kept true here, and shown as the count of unread messages in the header. */

import { brief, foldInbox, totalOf } from "./unread.js";

const listeners = new Set();
export const inbox = { rooms: null };

/** `show` is called with the inbox's rooms whenever they change. */
export function onInbox(show) {
  listeners.add(show);
  if (inbox.rooms) show(inbox.rooms);
}

function keep(rooms) {
  inbox.rooms = rooms;
  for (const show of listeners) show(rooms);
}

onInbox((rooms) => {
  const badge = document.querySelector("[data-unread]");
  if (!badge) return;
  const { unread, called } = totalOf(rooms);
  badge.hidden = unread === 0;
  badge.firstElementChild.textContent = brief(unread);
  badge.toggleAttribute("data-called", called);
});

document.body.addEventListener("inbox.changed", ({ detail }) => keep(foldInbox(inbox.rooms ?? [], detail.data)));
document.body.addEventListener("rt:snapshot", ({ detail: { topic, snapshot } }) => topic.startsWith("inbox.") && keep(snapshot.rooms));
