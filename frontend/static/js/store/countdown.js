/** Counts down to the moment until which something is kept, by the server's clock. */

import { serverNow } from "../live/servertime.js";

const two = (number) => String(number).padStart(2, "0");

export function written(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function show() {
  for (const element of document.querySelectorAll("time[data-countdown]")) {
    element.textContent = written(Date.parse(element.dateTime) - serverNow());
  }
}

show();
setInterval(show, 1000);
document.body.addEventListener("htmx:load", show);
