/** The list of one's rooms: unread counts, the last line of each, the newest on top. */

import { inbox, onInbox } from "./badge.js";
import { fillTime } from "./rows.js";
import { briefly } from "./times.js";
import { brief, shownRooms, unreadOf } from "./unread.js";
import { say, sayCount } from "./words.js";

const pulses = new Map();
const part = (row, name) => row.querySelector(`[data-part=${name}]`);
const lastWords = ({ last, crowded }) => (last ? say("lastLine", { who: last.author?.name ?? "", what: last.plain || "…" }) : crowded ? "" : say("nothingYet"));

function fill(row, entry) {
  const { room, last, crowded } = entry;
  const unread = unreadOf(entry);
  row.dataset.room = room.id;
  row.dataset.kind = room.kind;
  row.toggleAttribute("data-here", location.pathname === `/chat/${room.id}/`);
  if (crowded) Object.assign(row.dataset, { topic: `pulse.${room.id}`, mode: "latest" });
  row.toggleAttribute("data-unread-row", unread > 0);
  row.querySelector("a").href = `/chat/${room.id}/`;
  if (room.title) part(row, "title").textContent = room.title;
  part(row, "last").textContent = lastWords(entry);
  part(row, "at").hidden = !entry.at;
  if (entry.at) fillTime(part(row, "at"), last?.at ?? entry.at);
  if (entry.at) part(row, "at").textContent = briefly(last?.at ?? entry.at);
  part(row, "count").hidden = unread === 0;
  part(row, "count").textContent = brief(unread);
  part(row, "count").setAttribute("aria-label", sayCount("unread", unread));
  part(row, "called").hidden = !entry.unread_mentions;
}

const newRow = () => document.getElementById("chat-room-row").content.firstElementChild.cloneNode(true);

function show(list) {
  const rows = new Map([...list.children].map((row) => [row.dataset.room, row]));
  const entries = shownRooms(inbox.rooms, pulses);
  entries.forEach((entry, at) => {
    const row = rows.get(entry.room.id) ?? newRow();
    fill(row, entry);
    rows.delete(entry.room.id);
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
  for (const row of rows.values()) row.remove();
  const empty = document.querySelector("[data-no-rooms]");
  if (empty) empty.hidden = entries.length > 0;
  document.body.dispatchEvent(new CustomEvent("rt:follow"));
}

const list = document.querySelector("[data-rooms]");

function pulse(topic, value) {
  if (!topic.startsWith("pulse.")) return;
  pulses.set(topic.slice("pulse.".length), value);
  if (inbox.rooms) show(list);
}

if (list) {
  onInbox(() => show(list));
  document.body.addEventListener("rt:snapshot", ({ detail: { topic, snapshot } }) => pulse(topic, snapshot));
  document.body.addEventListener("pulse.moved", ({ detail: { topic, data } }) => pulse(topic, data));
}
