/** The scorer's console: presses by mouse and by key become commands, answers become the board. */

import { showIfNewer } from "./boards.js";
import { askWho, startAsking } from "./console/asking.js";
import { isBounce } from "./console/bounce.js";
import { showChips } from "./console/chips.js";
import { startForms } from "./console/forms.js";
import { newCommandId } from "./console/ids.js";
import { keep, takeKept } from "./console/kept.js";
import { startOpening, withModule } from "./console/opening.js";
import { Outbox } from "./console/outbox.js";
import { takeBox, takeNewerBox } from "./console/players.js";
import { postCommand } from "./console/post.js";
import { board, commandOf, isRunning, markSeats, settle, slug } from "./console/presses.js";
import { isBarred, whyBarred } from "./console/seating.js";
import { startShot } from "./console/shot.js";
import { holderOf, startTable } from "./console/table.js";
import { noteBeside, sayOf, tell } from "./console/telling.js";
import { asksBack, whyOf } from "./console/why.js";
import { startWishes } from "./console/wishes.js";
import { bind } from "./page/keys.js";

const words = document.getElementById("console-words").dataset;

function take(body) {
  if (body?.state) showIfNewer(`board.${slug}`, body.state);
}

const outbox = new Outbox({
  post: (press) => postCommand(slug, press),
  positionNow: () => Number(board.dataset.position),
  newId: newCommandId,
  keep: (presses) => keep(slug, presses),
  tell: {
    ...tell,
    done(press, body) {
      take(body);
      tell.done(press);
      press.after?.({ ok: true });
    },
    refused(press, body) {
      take(body?.fields);
      const why = body && whyOf(body);
      tell.refused(press, why);
      press.after?.({ ok: false, why: why ?? words.unknown.replace("{what}", press.says) });
      if (asksBack(body)) withModule("refusals", ({ askBack }) => askBack(press, body, (made) => outbox.add(made)));
    },
  },
});

function press(command, button, { byKey = false, ...more } = {}) {
  const says = button.dataset.says ?? button.textContent.trim();
  if (isBounce(command)) return noteBeside({ button }, words.bounce.replace("{what}", says));
  const made = { command, says, button, ...more };
  if (!askWho(made, byKey)) outbox.add(made);
}

/** What somebody else's seat works says so, to a finger as to a key. */
function refuseBarred(event) {
  const button = event.target.closest("button");
  if (!button || !isBarred(button)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  noteBeside({ button }, whyBarred(button.dataset.seat, holderOf(button.dataset.seat)));
}

function pressButton(button, byKey = false) {
  press(commandOf(button), button, { byKey });
  settle();
}

function showRunning() {
  for (const key of document.querySelectorAll("[data-means=clock]")) {
    key.querySelector("[data-when=running]").hidden = !isRunning();
    key.querySelector("[data-when=stopped]").hidden = isRunning();
    key.dataset.says = key.querySelector("[data-when]:not([hidden])").textContent;
  }
}

function startKeys() {
  const buttons = [...document.querySelectorAll("[data-command], [data-means]")];
  document.addEventListener("click", refuseBarred, { capture: true });
  markSeats(buttons);
  for (const button of buttons) {
    button.addEventListener("click", () => pressButton(button));
    if (button.dataset.key) bind(button.dataset.key, () => (isBarred(button) ? button.click() : pressButton(button, true)));
  }
  for (const opener of document.querySelectorAll("[data-opens-subs]")) bind(opener.dataset.key, () => opener.click());
}

function startPlayers() {
  const isOurs = ({ topic }) => topic === `box.${slug}`;
  const heard = (tell) => ({ detail }) => {
    if (!isOurs(detail)) return;
    tell(detail.snapshot ?? detail.data);
    showChips();
  };
  document.body.addEventListener("rt:snapshot", heard(takeBox));
  document.body.addEventListener("box.changed", heard(takeNewerBox));
}

/** What an earlier load of this page was not told the end of. */
function sendKept() {
  const { again, lost } = takeKept(slug);
  const says = (presses) => ({ says: presses.map(({ says: said }) => said).join(", ") });
  if (again.length) sayOf("resent", says(again));
  if (lost.length) sayOf("lost", says(lost), "bad");
  outbox.resume(again);
}

startKeys();
startPlayers();
startAsking((made) => outbox.add(made), (made) => sayOf("unsent", made));
startWishes();
startShot();
startTable();
startForms(press);
startOpening(press);
document.querySelector("[data-give-up]").addEventListener("click", () => outbox.giveUp());
board.addEventListener("board.shown", showRunning);
setInterval(showRunning, 500);
addEventListener("beforeunload", (event) => outbox.isBusy && event.preventDefault());
showRunning();
sendKept();
