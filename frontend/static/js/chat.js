/** A page with a room on it: the room comes to life, and the list of one's rooms where there is space for it. */

import { mount } from "./chat/talk.js";

const wide = matchMedia("(min-width: 60rem)");
// Where it cannot be fetched, the list stays as it was served.
const alongside = () => wide.matches && import("./chat/inbox.js").catch(() => null);

for (const root of document.querySelectorAll("[data-chat]")) {
  mount(root);
}
alongside();
wide.addEventListener("change", alongside);
