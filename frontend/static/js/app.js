/** What every page does: theme, dialogs, keys; copying where there is something to copy. Each page's own module comes beside it. */

import "./chat/badge.js";
import { openDialog, startDialogs } from "./page/dialogs.js";
import { bind, startKeys } from "./page/keys.js";
import { startTheme, toggleTheme } from "./page/theme.js";
import { startTimes } from "./page/times.js";

const go = (name) => document.querySelector(`[data-goes="${name}"]`)?.click();

startTheme();
startTimes();
startDialogs();
if (document.querySelector("[data-copies]")) import("./page/copy.js");
startKeys();
bind("?", () => openDialog("shortcuts"));
bind("KeyT", toggleTheme);
// At the scorer's table a slip of the finger must not leave the game.
if (!document.querySelector("[data-console]")) {
  bind("KeyB", () => go("boards"));
  bind("KeyS", () => go("shop"));
  bind("KeyM", () => go("chat"));
}
