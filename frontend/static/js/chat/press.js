/** What pressing something in a list of messages does. */

import { react } from "./reactions.js";

const plainly = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

/** Rare things come as modules of their own, when they are first wanted. */
const later = {
  menu: (pane, row, button) => import("./menu.js").then(({ openMenu }) => openMenu(pane, row, button)),
  thread: (pane, id) => import("./thread.js").then(({ openThread }) => openThread(pane.chat, id)),
  picture: (link) => import("./picture.js").then(({ showPicture }) => showPicture(link)),
};

export const openThreadOf = (pane, id) => later.thread(pane, id);
export const openMenuOf = (pane, row, button) => later.menu(pane, row, button);

const presses = {
  "[data-part=more]": (pane, button, row) => later.menu(pane, row, button),
  "[data-emoji]": (pane, { dataset }, row) => react(pane.chat, pane.messageOf(row), dataset.emoji),
  "[data-thread]": (pane, { dataset }) => later.thread(pane, dataset.thread),
  "[data-picture]": (pane, link) => later.picture(link),
  "[data-retry]": (pane, button, row) => pane.chat.sender.retry(row.dataset.pending),
  "[data-discard]": (pane, button, row) => pane.chat.sender.discard(row.dataset.pending),
  "[data-earlier]": (pane) => pane.history.earlier(),
  "[data-later]": (pane) => pane.history.later(),
};

function pressed(pane, event) {
  if (!plainly(event)) return;
  for (const [name, act] of Object.entries(presses)) {
    const element = event.target.closest(name);
    if (!element) continue;
    event.preventDefault();
    return act(pane, element, element.closest("li.msg"));
  }
  const jump = event.target.closest("[data-jump]");
  if (jump && pane.show(pane.rowOf(jump.dataset.jump))) event.preventDefault();
}

export function startPressing(pane) {
  pane.root.querySelector("[data-scroll]").addEventListener("click", (event) => pressed(pane, event));
}
