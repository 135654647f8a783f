/** What a writing desk has once somebody comes near it: files, names, emoji. */

import { startAttaching } from "./attach.js";
import { Mention } from "./mention.js";
import { openPicker } from "./picker.js";

export function furnish(chat, composer) {
  startAttaching(chat, composer);
  new Mention(chat, composer);
  const button = composer.form.querySelector("[data-tool=emoji]");
  button.addEventListener("click", () => openPicker(button, (emoji) => composer.insert(emoji)));
}
