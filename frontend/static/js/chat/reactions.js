/** Reactions under a message: who reacted is said by each, and pressing one adds or takes back one's own. */

import { call } from "./api.js";
import { listed, say, sayCount } from "./words.js";

const shape = () => document.getElementById("chat-rows").content.querySelector("[data-shape=reaction]").cloneNode(true);

/** `names` finds what a person is called by their id; who is not known counts among the others. */
export const names = new Map();

function whoOf({ people, count, emoji }, me) {
  const known = people.map((id) => (id === me ? say("you") : names.get(id))).filter(Boolean);
  const rest = count - known.length;
  const all = rest > 0 ? [...known, sayCount("others", rest)] : known;
  return say("reacted", { who: listed(all), emoji });
}

function fillOne(item, reaction, me) {
  item.reaction = reaction;
  const button = item.querySelector("button");
  button.dataset.emoji = reaction.emoji;
  button.setAttribute("aria-pressed", String(reaction.people.includes(me)));
  button.title = whoOf(reaction, me);
  button.setAttribute("aria-label", `${reaction.emoji} ${reaction.count}: ${button.title}`);
  button.querySelector("b").textContent = reaction.emoji;
  button.querySelector("span").textContent = reaction.count;
}

export function fillReactions(element, reactions, me) {
  element.hidden = reactions.length === 0;
  while (element.children.length > reactions.length) element.lastElementChild.remove();
  reactions.forEach((reaction, at) => {
    const item = element.children[at] ?? element.appendChild(shape());
    fillOne(item, reaction, me);
  });
}

/** Say again who reacted, after somebody's name came to be known. */
export function renameReactions(root, me) {
  for (const item of root.querySelectorAll("[data-shape=reaction]")) if (item.reaction) fillOne(item, item.reaction, me);
}

/** What the reactions are once this person's has been added or taken back. */
export function toggled(reactions, emoji, me) {
  const held = reactions.find((one) => one.emoji === emoji);
  if (!held) return [...reactions, { emoji, people: [me], count: 1 }];
  const mine = held.people.includes(me);
  const people = mine ? held.people.filter((id) => id !== me) : [...held.people, me];
  const next = { ...held, people, count: held.count + (mine ? -1 : 1) };
  return reactions.flatMap((one) => (one !== held ? [one] : next.count > 0 ? [next] : []));
}

/** Shown at once; the event that follows says how it really stands. */
export async function react(chat, message, emoji) {
  const mine = message.reactions.find((one) => one.emoji === emoji)?.people.includes(chat.me);
  const before = message.reactions;
  chat.hear("message.reacted", { id: message.id, reactions: toggled(before, emoji, chat.me) });
  const answer = await call(mine ? "DELETE" : "PUT", `messages/${message.id}/reactions/${encodeURIComponent(emoji)}`);
  if (answer.ok) return;
  chat.hear("message.reacted", { id: message.id, reactions: before });
  chat.tell(answer.body?.title ?? say("noAnswer"));
}
