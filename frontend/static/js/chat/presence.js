/** Who is here, and who only left the page open; this page says of itself when it is not used. */

import { names, renameReactions } from "./reactions.js";
import { say, sayCount } from "./words.js";

const IDLE_AFTER_MS = 5 * 60_000;

function personItem({ id, name, idle }, me) {
  const item = document.createElement("li");
  item.toggleAttribute("data-idle", idle);
  item.textContent = id === me ? say("personYou", { name }) : name;
  if (idle) item.append(Object.assign(document.createElement("span"), { className: "hint", textContent: ` ${say("idle")}` }));
  return item;
}

const inOrder = (one, other) => Number(one.idle) - Number(other.idle) || one.name.localeCompare(other.name);

/** `here` is the presence signal's {count, people?}. */
export function showPresence(chat, { count, people = [] }) {
  const fresh = people.filter(({ id, name }) => names.get(id) !== name);
  for (const { id, name } of fresh) names.set(id, name);
  if (fresh.length) renameReactions(chat.root, chat.me);
  const label = chat.root.querySelector("[data-here]");
  const list = chat.root.querySelector("[data-here-list]");
  if (!label) return;
  label.textContent = sayCount("here", count);
  const items = [...people].sort(inOrder).map((person) => personItem(person, chat.me));
  const unnamed = count - people.length;
  if (unnamed > 0) items.push(Object.assign(document.createElement("li"), { className: "hint", textContent: sayCount("readers", unnamed) }));
  list.replaceChildren(...items);
}

/** Tells the server when the page falls idle and when it is used again. */
export function startIdleness(chat) {
  let idle = false;
  let timer = null;
  const turn = (next) => {
    if (idle !== next) chat.signal(next ? "idle" : "active", null);
    idle = next;
  };
  const used = () => {
    turn(false);
    clearTimeout(timer);
    timer = setTimeout(() => turn(true), IDLE_AFTER_MS);
  };
  for (const name of ["pointerdown", "keydown", "focus", "scroll"]) addEventListener(name, used, { passive: true, capture: true });
  used();
  // A new connection knows nothing of this one.
  chat.onJoined(() => idle && chat.signal("idle", null));
}
