/** The scorer's console: presses by mouse and by key become commands, answers become the board. */

import { showIfNewer } from "./boards.js";
import { isBounce } from "./console/bounce.js";
import { startForms } from "./console/forms.js";
import { newCommandId } from "./console/ids.js";
import { Outbox } from "./console/outbox.js";
import { postCommand } from "./console/post.js";
import { board, commandOf, isRunning, settle, slug } from "./console/presses.js";
import { noteBeside, tell } from "./console/telling.js";
import { bind } from "./page/keys.js";

const words = document.getElementById("console-words").dataset;

function take(body) {
  if (body?.state) showIfNewer(`board.${slug}`, body.state);
}

const outbox = new Outbox({
  post: (press) => postCommand(slug, press),
  positionNow: () => Number(board.dataset.position),
  newId: newCommandId,
  tell: {
    ...tell,
    done(press, body) {
      take(body);
      tell.done(press);
    },
    refused(press, body) {
      take(body?.fields);
      tell.refused(press, body);
    },
  },
});

function press(command, button) {
  const says = button.dataset.says ?? button.textContent.trim();
  if (isBounce(command)) return noteBeside({ button }, words.bounce.replace("{what}", says));
  outbox.add({ command, says, button });
}

function pressButton(button) {
  press(commandOf(button), button);
  settle();
}

function showRunning() {
  for (const key of document.querySelectorAll("[data-means=clock]")) {
    key.querySelector("[data-when=running]").hidden = !isRunning();
    key.querySelector("[data-when=stopped]").hidden = isRunning();
    key.dataset.says = key.querySelector("[data-when]:not([hidden])").textContent;
  }
}

for (const button of document.querySelectorAll("[data-command], [data-means]")) {
  button.addEventListener("click", () => pressButton(button));
  if (button.dataset.key) bind(button.dataset.key, () => pressButton(button));
}
document.querySelector("[data-give-up]").addEventListener("click", () => outbox.giveUp());
document.body.addEventListener("board.shown", showRunning);
addEventListener("beforeunload", (event) => outbox.isBusy && event.preventDefault());
startForms(press);
showRunning();
