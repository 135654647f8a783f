/** What every page does: theme, dialogs, keys, copying; each page's own module comes beside it. */

import "./chat/badge.js";
import { startCopying } from "./page/copy.js";
import { openDialog, startDialogs } from "./page/dialogs.js";
import { bind, startKeys } from "./page/keys.js";
import { startTheme, toggleTheme } from "./page/theme.js";
import { startTimes } from "./page/times.js";

const go = (name) => document.querySelector(`[data-goes="${name}"]`)?.click();

startTheme();
startTimes();
startDialogs();
startCopying();
startKeys();
bind("?", () => openDialog("shortcuts"));
bind("KeyT", toggleTheme);
// At the scorer's table a slip of the finger must not leave the game.
if (!document.querySelector("[data-console]")) {
  bind("KeyB", () => go("boards"));
  bind("KeyS", () => go("shop"));
  bind("KeyM", () => go("chat"));
}
