/** The modules of a room that wait until they are needed. They import those that bring them; so they are named here. */

import { offer } from "./later.js";

offer({
  desk: () => import("./desk.js"),
  jump: () => import("./jump.js"),
  keys: () => import("./keys.js"),
  menu: () => import("./menu.js"),
  picture: () => import("./picture.js"),
  presence: () => import("./presence.js"),
  thread: () => import("./thread.js"),
});
