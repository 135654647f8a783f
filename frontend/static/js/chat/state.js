/** What a tab knows of a room, as a pure fold: snapshots, events, pages and answers all become the same list here. */

import { changedBy, EDITS, patched, under } from "./patches.js";

/** `thread` is the id of a root message when only its replies are held. `later` says that newer ones are not held. */
export const newRoom = (thread = null) => ({
  thread, room: null, messages: [], pending: [], patches: {}, people: {}, earlier: false, later: false, recheck: null,
});

const first = ({ messages }) => messages[0]?.seq ?? Infinity;
const last = ({ messages }) => messages.at(-1)?.seq ?? 0;
export const newestSeq = (state) => Math.max(state.room?.seq ?? 0, state.later ? 0 : last(state));

/** Where its position says; one that is held stays as it is, because events have kept it true. */
export function placed(messages, message) {
  let at = messages.length;
  while (at > 0 && messages[at - 1].seq > message.seq) at -= 1;
  if (messages[at - 1]?.id === message.id) return messages;
  return [...messages.slice(0, at), message, ...messages.slice(at)];
}

/** What was waiting here and has been committed waits no longer. */
function settled(pending, messages) {
  const done = new Set(messages.map(({ client_message_id: id }) => id).filter(Boolean));
  return pending.some(({ id }) => done.has(id)) ? pending.filter(({ id }) => !done.has(id)) : pending;
}

const belongs = ({ thread }, message) => thread === null || message.thread === thread || message.id === thread;

const counted = (room, { seq, ordinal }) =>
  room && { ...room, seq: Math.max(room.seq, seq), count: Math.max(room.count, ordinal) };

/** A message that was posted: as an event or as the answer to sending it, whichever comes first. */
function posted(state, message) {
  const next = { ...state, room: counted(state.room, message), pending: settled(state.pending, [message]) };
  if (!belongs(state, message) || state.later) return next;
  return { ...next, messages: placed(state.messages, patched(message, state.patches)) };
}

/** A change to a message; kept for pages that were read before it and arrive after it. */
function changed(state, name, data) {
  const patch = EDITS[name](data);
  const patches = remembered(state.patches, data.id, patch);
  const messages = state.messages.map((one) => changedBy(one, data.id, patch));
  return { ...state, patches, messages };
}

const MOST_PATCHES = 400;

function remembered(patches, id, patch) {
  const entries = Object.entries(patches).filter(([held]) => held !== id).slice(-MOST_PATCHES);
  return Object.fromEntries([...entries, [id, { ...patches[id], ...patch }]]);
}

/** One event of the room's topic. */
export function fold(state, name, data) {
  if (name === "message.posted") return posted(state, data);
  if (name in EDITS) return changed(state, name, data);
  if (name === "room.changed") return { ...state, room: { ...state.room, ...data, count: Math.max(state.room?.count ?? 0, data.count) } };
  if (name === "member.changed") return { ...state, people: { ...state.people, [data.person.id]: data } };
  if (name === "person.became") return { ...state, messages: state.messages.map((one) => under(one, data)) };
  return state;
}

/** The room as it is now. What is held below it stays where nothing is missing between, to be checked again. */
export function snapshot(state, { room, messages, earlier }) {
  const pending = settled(state.pending, messages);
  const base = { ...state, room, pending, patches: {} };
  if (state.later) return { ...base, recheck: first(state) };
  const start = messages[0]?.seq ?? 0;
  const older = last(state) >= start - 1 ? state.messages.filter(({ seq }) => seq < start) : [];
  const newer = state.messages.filter(({ seq }) => seq > room.seq);
  const recheck = state.room && older.length ? older[0].seq : null;
  return { ...base, messages: [...older, ...messages, ...newer], earlier: older.length ? state.earlier : earlier, recheck };
}

/** A page that was asked for: `joins` is "before" or "after" what is held, or "anew" where it replaces it. */
export function page(state, { messages, earlier, later }, joins) {
  const told = messages.map((one) => patched(one, state.patches));
  const pending = settled(state.pending, messages);
  if (joins === "anew") return { ...state, pending, messages: told, earlier, later, recheck: null };
  const ids = new Set(told.map(({ id }) => id));
  const merged = [...told, ...state.messages.filter(({ id }) => !ids.has(id))].sort((one, other) => one.seq - other.seq);
  const flags = joins === "before" ? { earlier } : { later };
  return { ...state, ...flags, pending, messages: merged };
}

/** Old messages are let go of while somebody reads the newest: they can be asked for again. */
export function trimmed(state, most = 300, kept = 150) {
  if (state.messages.length <= most) return state;
  return { ...state, messages: state.messages.slice(-kept), earlier: true };
}

/** `waiting` is {id, body, thread, quote, files, at}: shown at once, until it is heard of or refused. */
export const sending = (state, waiting) => {
  const others = state.pending.filter(({ id }) => id !== waiting.id);
  return { ...state, pending: [...others, { ...waiting, status: "sending", why: "" }] };
};

export const failed = (state, id, why) => ({
  ...state,
  pending: state.pending.map((one) => (one.id === id ? { ...one, status: "failed", why } : one)),
});

export const discarded = (state, id) => ({ ...state, pending: state.pending.filter((one) => one.id !== id) });
