/** What an inbox says, folded from its news; and how much of it is unread. */

/** An entry replaces the room's old one; rooms that were left stay in the list, marked, and are not shown. */
export const foldInbox = (rooms, { entry }) => [entry, ...rooms.filter(({ room }) => room.id !== entry.room.id)];

/** Rooms to show, the newest first; a crowded one is told of by its pulse. */
export function shownRooms(rooms, pulses) {
  const isShown = ({ here }) => here !== false;
  const told = (entry) => (entry.crowded && pulses.has(entry.room.id) ? withPulse(entry, pulses.get(entry.room.id)) : entry);
  const newest = (one, other) => (other.at ?? "").localeCompare(one.at ?? "");
  return rooms.filter(isShown).map(told).sort(newest);
}

const withPulse = (entry, { seq, count, at, title, state }) =>
  ({ ...entry, seq, count, at: at > entry.at ? at : entry.at, room: { ...entry.room, title, state } });

export const unreadOf = ({ count, read_count: read, notify }) => (notify === "nothing" ? 0 : Math.max(0, (count ?? read) - read));

/** What the header says: everything unread where one wants to hear of all, calls by name elsewhere. */
export function totalOf(rooms) {
  const here = rooms.filter(({ here }) => here !== false);
  const countOf = (room) => (room.notify === "all" && !room.crowded ? unreadOf(room) : room.notify === "nothing" ? 0 : room.unread_mentions);
  return { unread: here.reduce((sum, room) => sum + countOf(room), 0), called: here.some((room) => room.unread_mentions > 0) };
}

/** 120 -> "99+". */
export const brief = (count) => (count > 99 ? "99+" : String(count));
