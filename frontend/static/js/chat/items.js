/** From messages to what stands in the list: days between them, runs of one author, notices folded, the unread line. */

import { dayOf } from "./times.js";

const RUN_MS = 5 * 60_000;
export const isNotice = ({ kind }) => kind !== "text";

/** Whether a message goes on where the one before it stopped, without naming its author again. */
export function continues(before, message, day) {
  if (!before || isNotice(before) || before.author?.id !== message.author?.id) return false;
  if (message.quote || dayOf(before.at) !== day) return false;
  return Date.parse(message.at) - Date.parse(before.at) < RUN_MS;
}

/** `unreadFrom` is the first position that the reader had not seen when they came, or null. */
export function itemsOf({ messages, pending, thread }, { unreadFrom = null, me = null } = {}) {
  const items = [];
  let before = null;
  let day = null;
  let run = null;
  let isLined = unreadFrom === null;
  for (const message of messages) {
    if (!thread && message.thread) continue;
    const today = dayOf(message.at);
    if (today !== day && !thread) items.push({ key: `day-${today}`, type: "day", day: today });
    const isLine = !isLined && message.seq >= unreadFrom && message.author?.id !== me && !isNotice(message);
    if (isLine) items.push({ key: "unread", type: "unread" });
    isLined ||= isLine;
    if (today !== day || isLine) run = null;
    if (isNotice(message)) {
      if (!run) items.push((run = { key: `notices-${message.seq}`, type: "notices", of: [] }));
      run.of.push(message);
    } else {
      const grouped = !isLine && today === day && continues(before, message, today);
      items.push({ key: message.client_message_id || message.id, type: "message", of: message, grouped });
      run = null;
    }
    before = message;
    day = today;
  }
  return [...items, ...pending.filter((one) => (one.thread ?? null) === thread).map((one) => ({ key: one.id, type: "pending", of: one }))];
}

/** People who came and went in a run of notices; somebody who came and left again did neither. */
export function comings(notices) {
  const net = new Map();
  for (const { kind, author } of notices) {
    if (!author || (kind !== "joined" && kind !== "left")) continue;
    const held = net.get(author.id);
    if (held && held.kind !== kind) net.delete(author.id);
    else net.set(author.id, { kind, name: author.name });
  }
  const named = (wanted) => [...net.values()].filter(({ kind }) => kind === wanted).map(({ name }) => name);
  return { joined: named("joined"), left: named("left") };
}
