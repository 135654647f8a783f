/** Modules that a room needs only once somebody does something: fetched when the page rests, so that they are there. */

import { say } from "./words.js";

const MODULES = {
  desk: () => import("./desk.js"),
  jump: () => import("./jump.js"),
  keys: () => import("./keys.js"),
  menu: () => import("./menu.js"),
  picture: () => import("./picture.js"),
  presence: () => import("./presence.js"),
  thread: () => import("./thread.js"),
};

const rest = window.requestIdleCallback ?? ((act) => setTimeout(act, 300));

/** The module of this name, or null where it cannot be fetched now; `tell` is told so. */
export async function bring(name, tell = () => {}) {
  try {
    return await MODULES[name]();
  } catch {
    tell(say("noAnswer"));
    return null;
  }
}

export const bringAll = () => rest(() => Object.keys(MODULES).forEach((name) => bring(name)));
