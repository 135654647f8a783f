/** Modules that a room needs only once somebody does something: fetched when the page rests, so that they are there. */

import { say } from "./words.js";

let modules = {};

const rest = window.requestIdleCallback ?? ((act) => setTimeout(act, 300));

/** Say which modules there are: a name and a function that imports it. */
export function offer(offered) {
  modules = offered;
}

/** The module of this name, or null where it cannot be fetched now; `tell` is told so. */
export async function bring(name, tell = () => {}) {
  try {
    return await modules[name]();
  } catch {
    tell(say("noAnswer"));
    return null;
  }
}

export const bringAll = () => rest(() => Object.keys(modules).forEach((name) => bring(name)));
