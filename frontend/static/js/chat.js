/** The chat's own pages: the rooms that stand on them, and the list of one's rooms. */

import { startInbox } from "./chat/inbox.js";
import { startJumping } from "./chat/jump.js";
import { mount } from "./chat/talk.js";

startInbox();
for (const root of document.querySelectorAll("[data-chat]")) startJumping(mount(root));
