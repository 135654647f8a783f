/** A page with a room on it: the room comes to life, and the list of one's rooms where there is space for it. */

import { mount } from "./chat/talk.js";

const wide = matchMedia("(min-width: 60rem)");
const alongside = () => wide.matches && import("./chat/inbox.js");

for (const root of document.querySelectorAll("[data-chat]")) {
  const room = mount(root);
  import("./chat/jump.js").then(({ startJumping }) => startJumping(room));
}
alongside();
wide.addEventListener("change", alongside);
