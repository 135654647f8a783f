/** Who looks at the news of those they follow has seen it: told once the page has been read for a moment. */

import { send } from "./store/send.js";

const MOMENT_MS = 1500;
const address = document.querySelector("[data-following]")?.dataset.following;
if (address) setTimeout(() => send(address).catch(() => {}), MOMENT_MS);
