/** Notes for somebody known that they looked at this, after the page has been read for a moment. */

import { send } from "./send.js";

const MOMENT_MS = 1500;

export function noteSeen({ dataset }) {
  if (dataset.seen) setTimeout(() => document.hidden || send(dataset.seen).catch(() => {}), MOMENT_MS);
}
