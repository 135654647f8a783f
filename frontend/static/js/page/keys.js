/** One place where keys become actions; keys pressed while typing or in a dialog are left alone. */

const bound = new Map();

/** `key` is a KeyboardEvent.code such as "KeyT", or a character such as "?". */
export const bind = (key, action) => bound.set(key, action);

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const isBusy = () => document.querySelector("dialog[open]");

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyping(event.target) || isBusy()) return;
  const action = bound.get(event.key) ?? (event.shiftKey ? undefined : bound.get(event.code));
  if (!action) return;
  event.preventDefault();
  action(event);
}

export const startKeys = () => document.addEventListener("keydown", pressed);
