/** What pressing something in a list of messages does. */

import { bring } from "./later.js";
import { react } from "./reactions.js";

const plainly = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

export async function openMenuOf(pane, row, button) {
  (await bring("menu", pane.chat.tell))?.openMenu(pane, row, button);
}

export async function openThreadOf(pane, id) {
  (await bring("thread", pane.chat.tell))?.openThread(pane.chat, id);
}

async function showPictureOf(pane, link) {
  (await bring("picture", pane.chat.tell))?.showPicture(link);
}

const presses = {
  "[data-part=more]": (pane, button, row) => openMenuOf(pane, row, button),
  "[data-emoji]": (pane, { dataset }, row) => react(pane.chat, pane.messageOf(row), dataset.emoji),
  "[data-thread]": (pane, { dataset }) => openThreadOf(pane, dataset.thread),
  "[data-picture]": (pane, link) => showPictureOf(pane, link),
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
