/** Refusals that ask something back: the picture was old, others' plays would go too, a seat is somebody else's. */

import { openDialog } from "../page/dialogs.js";
import { getJson } from "./post.js";
import { slug } from "./presses.js";

let again = null;
let send = null;
// Refusals that still have to be shown; the first of them is, or is about to be.
const waiting = [];

function listIn(dialog, lines) {
  const rows = lines.map((text) => Object.assign(document.createElement("li"), { textContent: text, className: "hint" }));
  dialog.querySelector("ul").replaceChildren(...rows);
}

const lineOf = ({ period_label: period, clock, text, actor }) =>
  [`${period ?? ""} ${clock ?? ""}`.trim(), text, actor && `(${actor})`].filter(Boolean).join(" · ");

/** What happened since the picture that the press stood on, and whether to send it again. */
async function meanwhile(press) {
  const dialog = document.getElementById("meanwhile");
  const told = dialog.querySelector("[data-says]");
  told.textContent = told.dataset.says.replace("{what}", press.says);
  const page = await getJson(slug, "plays?limit=20");
  const since = (page?.plays ?? []).filter(({ position }) => position > press.expected);
  listIn(dialog, since.map(lineOf));
  again = { command: press.command, says: press.says, button: press.button, after: press.after };
  openDialog("meanwhile");
}

/** Whose plays an undo would take, and whether it should. */
function others(press, { plays }) {
  const dialog = document.getElementById("others");
  const { somebody } = dialog.querySelector("ul").dataset;
  listIn(dialog, plays.map((play) => lineOf({ ...play, actor: play.actor || somebody })));
  again = { command: { ...press.command, others: true }, says: press.says, button: press.button, after: press.after };
  openDialog("others");
}

const asks = { PositionConflict: meanwhile, UndoTakesOthers: (press, body) => others(press, body.fields) };

async function askNext() {
  const [next] = waiting;
  if (!next) return;
  await asks[next.body.code](next.refused, next.body);
}

/** Ask what a refusal leaves open, one after the other; `press` sends what was thought over. */
export function askBack(refused, body, press) {
  send = press;
  if (waiting.push({ refused, body }) === 1) askNext();
}

function answered() {
  waiting.shift();
  askNext();
}

for (const name of ["meanwhile", "others"]) document.getElementById(name).addEventListener("close", answered);

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-again]");
  if (!button || !again) return;
  const thought = again;
  again = null;
  button.closest("dialog").close();
  send(thought);
});
