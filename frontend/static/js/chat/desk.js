/** What a writing desk has once somebody comes near it: files, names, emoji. */

import { startAttaching } from "./attach.js";
import { Mention } from "./mention.js";
import { openPicker } from "./picker.js";

const furnished = new WeakSet();

export function furnish(chat, composer) {
  if (furnished.has(composer)) return;
  furnished.add(composer);
  startAttaching(chat, composer);
  new Mention(chat, composer);
  const button = composer.form.querySelector("[data-tool=emoji]");
  button.addEventListener("click", () => openPicker(button, (emoji) => composer.insert(emoji)));
}
