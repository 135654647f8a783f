/** Holds a room's news back for somebody who watches its game late: nobody is told here what they have not seen yet. */

/** When a message may be shown (ms): an edit counts as said when it was made. */
export const dueAt = ({ at, edited_at: edited }, delay) => Date.parse(edited ?? at) + delay;

/** Those of a list that are due at `now`, and those that must wait. */
export function parted(messages, delay, now) {
  const isDue = (message) => dueAt(message, delay) <= now;
  return { due: messages.filter(isDue), held: messages.filter((message) => !isDue(message)) };
}

/** The room's figures when the last of these had been said. */
export const roomThen = (room, messages) => ({ ...room, seq: messages.at(-1)?.seq ?? 0, count: messages.at(-1)?.ordinal ?? 0 });
