/** One thread beside the room, or over it on a narrow screen: its own list, fed by the same news. */

import { Pane } from "./pane.js";
import { newRoom } from "./state.js";
import { newStore } from "./store.js";

let open = null;

function close() {
  if (!open) return;
  const { chat, store, aside, cameFrom } = open;
  chat.dropStore(store);
  chat.desks = chat.desks.filter((desk) => desk.thread === null);
  aside.hidden = true;
  aside.replaceChildren();
  chat.root.removeAttribute("data-thread-open");
  open = null;
  if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
}

/** `id` is the root message's. */
export async function openThread(chat, id) {
  const cameFrom = open?.cameFrom ?? document.activeElement;
  close();
  const aside = chat.root.querySelector("[data-thread-pane]");
  aside.replaceChildren(chat.root.querySelector("template[data-thread-shape]").content.cloneNode(true));
  aside.hidden = false;
  chat.root.setAttribute("data-thread-open", "");
  const waiting = chat.store.state.pending.filter(({ thread }) => thread === id);
  const store = newStore({ ...newRoom(id), room: chat.store.state.room, pending: waiting });
  chat.addStore(store);
  const pane = new Pane(chat, aside, { store, thread: id, isReady: () => false });
  open = { chat, store, aside, pane, cameFrom };
  aside.querySelector("[data-close-thread]").addEventListener("click", close);
  aside.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  await pane.history.replies(id);
  pane.scroll.toBottom();
  if (matchMedia("(pointer: fine)").matches && pane.composer) pane.composer.focus();
  else aside.querySelector("[data-close-thread]").focus();
}
