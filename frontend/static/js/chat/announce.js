/** Says each new message once to who listens instead of looking: a log of its own, so that history says nothing. */

import { say } from "./words.js";

const MOST_LINES = 10;

export function announce(log, { author, plain, files }) {
  const line = document.createElement("p");
  const what = plain || files.map(({ name }) => name).join(", ");
  line.textContent = say("said", { who: author?.name ?? say("somebody"), what });
  log.append(line);
  while (log.children.length > MOST_LINES) log.firstElementChild.remove();
}
