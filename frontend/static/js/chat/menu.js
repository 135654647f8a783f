/** What one may do with a message: a menu worked by mouse, finger and keys. */

import { call } from "./api.js";
import { ask } from "./ask.js";
import { isEditable } from "./composer.js";
import { openPicker } from "./picker.js";
import { placeBeside } from "./place.js";
import { openThreadOf } from "./press.js";
import { react } from "./reactions.js";
import { say } from "./words.js";

const menu = () => document.getElementById("message-menu");
let open = null;

const may = {
  thread: ({ pane }) => !pane.thread,
  quote: ({ pane }) => Boolean(pane.composer),
  edit: ({ pane, message }) => isEditable(message, pane.chat.me),
  delete: ({ pane, message }) => message.author?.id === pane.chat.me,
  report: ({ pane, message }) => Boolean(pane.chat.me) && message.author?.id !== pane.chat.me,
  remove: ({ pane, message }) => pane.chat.moderates && message.author?.id !== pane.chat.me,
  mute: ({ pane, message }) => pane.chat.moderates && message.author && message.author.id !== pane.chat.me,
  ban: ({ pane, message }) => pane.chat.moderates && message.author && message.author.id !== pane.chat.me,
};

async function tellOutcome(pane, answer, words) {
  pane.chat.tell(answer.ok ? say(words) : (answer.body?.title ?? say("noAnswer")));
  return answer.ok;
}

const rule = (pane, { author }, facts) => call("POST", `rooms/${pane.chat.id}/people/${author.id}`, facts);

async function remove({ pane, message }, words) {
  if (!(await ask(words, { who: message.author?.name ?? "" }))) return;
  const answer = await call("DELETE", `messages/${message.id}`);
  if (await tellOutcome(pane, answer, "removed")) pane.chat.hear("message.deleted", { id: message.id, by: words === "delete" ? "author" : "moderator" });
}

const acts = {
  thread: ({ pane, message }) => openThreadOf(pane, message.thread ?? message.id),
  quote: ({ pane, message }) => pane.composer.quoting(message),
  edit: ({ pane, message }) => pane.composer.edit(message),
  delete: (one) => remove(one, "delete"),
  remove: (one) => remove(one, "remove"),
  async link({ pane, message }) {
    await navigator.clipboard?.writeText(new URL(`${pane.chat.base}?at=${message.seq}`, location.href).href);
    pane.chat.tell(say("linkCopied"));
  },
  async report({ pane, message }) {
    const said = await ask("report", { who: message.author?.name ?? "" });
    if (said) await tellOutcome(pane, await call("POST", `messages/${message.id}/report`, { reason: said.reason }), "reported");
  },
  async mute({ pane, message }) {
    const said = await ask("mute", { who: message.author.name });
    if (said) await tellOutcome(pane, await rule(pane, message, { action: "mute", minutes: Number(said.minutes), reason: said.reason }), "muted");
  },
  async ban({ pane, message }) {
    const said = await ask("ban", { who: message.author.name });
    if (said) await tellOutcome(pane, await rule(pane, message, { action: "ban", reason: said.reason }), "banned");
  },
};

const items = () => [...menu().querySelectorAll("button:not([hidden])")];

function chosen({ target }) {
  const button = target.closest("button");
  if (!button) return;
  const one = open;
  menu().hidePopover();
  const { act, reaction } = button.dataset;
  if (reaction === "more") openPicker(one.button, (emoji) => react(one.pane.chat, one.message, emoji));
  else if (reaction) react(one.pane.chat, one.message, reaction);
  else acts[act](one);
}

function walked(event) {
  const all = items();
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
}

export function openMenu(pane, row, button) {
  const element = menu();
  if (!open) {
    element.addEventListener("click", chosen);
    element.addEventListener("keydown", walked);
    // A menu that is left with nothing chosen gives the focus back to its message.
    element.addEventListener("toggle", ({ newState }) => newState === "closed" && document.activeElement === document.body && open.row.focus({ preventScroll: true }));
  }
  open = { pane, row, button, message: pane.messageOf(row) };
  for (const one of element.querySelectorAll("[data-act]")) one.hidden = may[one.dataset.act] ? !may[one.dataset.act](open) : false;
  element.querySelector("[data-reactions]").hidden = !pane.chat.me;
  element.showPopover();
  placeBeside(element, button);
  items()[0]?.focus();
}
