/** Walking through messages by keyboard: one of them is in the tab order, arrows move, letters act. */

import { react } from "./reactions.js";
import { isEditable } from "./composer.js";
import { openMenuOf, openThreadOf } from "./press.js";

const rowsOf = (pane) => [...pane.list.element.querySelectorAll("li.msg[data-message]")];

function go(pane, from, to) {
  if (!to) return;
  if (from) from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus({ preventScroll: true });
  pane.scroll.reveal(to, "nearest");
}

const moves = {
  ArrowUp: (rows, at) => rows[at - 1],
  ArrowDown: (rows, at) => rows[at + 1],
  Home: (rows) => rows[0],
  End: (rows) => rows.at(-1),
};

const acts = {
  Enter: (pane, row) => openMenuOf(pane, row, row.querySelector("[data-part=more]")),
  t: (pane, row, message) => !pane.thread && openThreadOf(pane, message.thread ?? message.id),
  q: (pane, row, message) => pane.composer?.quoting(message),
  e: (pane, row, message) => isEditable(message, pane.chat.me) && pane.composer?.edit(message),
  l: (pane, row, message) => pane.chat.me && react(pane.chat, message, "👍"),
};

function pressed(pane, event) {
  const row = event.target.closest("li.msg[data-message]");
  if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = rowsOf(pane);
  const move = moves[event.key];
  const act = acts[event.key];
  const message = pane.messageOf(row);
  if (move) go(pane, row, move(rows, rows.indexOf(row)));
  else if (event.key === "Escape") pane.composer?.focus();
  else if (act && message && !message.deleted) act(pane, row, message);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startListKeys(pane) {
  pane.list.element.addEventListener("keydown", (event) => pressed(pane, event));
}
