/** The palette of emoji, with a search over their names; it comes from the server when first opened. */

import { csrf } from "./api.js";
import { placeBeside } from "./place.js";

let palette = null;
let choose = null;

async function fetched() {
  const answer = await fetch("/chat/emoji/", { headers: { "X-CSRFToken": csrf() } });
  const shape = document.createElement("template");
  shape.innerHTML = await answer.text();
  const made = shape.content.querySelector("[data-palette]");
  document.body.append(made);
  made.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) take(button.textContent.trim());
  });
  made.querySelector("input").addEventListener("input", ({ target }) => filter(made, target.value));
  made.addEventListener("keydown", (event) => walk(made, event));
  return made;
}

function take(emoji) {
  palette.hidePopover();
  choose(emoji);
}

const shown = (made) => [...made.querySelectorAll("button:not([hidden])")];

function filter(made, text) {
  const words = text.trim().toLowerCase();
  for (const button of made.querySelectorAll("button")) button.hidden = !button.title.toLowerCase().includes(words);
  for (const group of made.querySelectorAll("section")) group.hidden = !group.querySelector("button:not([hidden])");
  made.querySelector("[data-none]").hidden = shown(made).length > 0;
}

function walk(made, event) {
  const buttons = shown(made);
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : 8, ArrowUp: -8 }[event.key];
  if (event.key === "Enter" && at < 0 && buttons[0]) take(buttons[0].textContent.trim());
  else if (!step || (at < 0 && event.key !== "ArrowDown")) return;
  else (buttons[Math.min(at + step, buttons.length - 1)] ?? made.querySelector("input")).focus();
  event.preventDefault();
}

/** `then` is given the emoji that was chosen; the focus goes back to `button`. */
export async function openPicker(button, then) {
  palette ??= await fetched();
  choose = then;
  const search = palette.querySelector("input");
  search.value = "";
  filter(palette, "");
  palette.showPopover();
  placeBeside(palette, button);
  search.focus();
}
