/** The plays as they stand now, newest first, each to be taken in hand; read anew whenever one is made or corrected. */

import { openDialog } from "../../page/dialogs.js";
import { getJson } from "../post.js";
import { slug } from "../presses.js";
import { closeForm, openForm, startForm } from "./form.js";

const dialog = document.getElementById("review");
const list = dialog.querySelector("[data-review-list]");
const rows = dialog.querySelector("ol");
const say = dialog.querySelector("[data-review-say]");
const earlier = dialog.querySelector("[data-review-earlier]");
const first = dialog.querySelector("[data-review-first]");
const PAGE = 40;
const MOST = 100;
const CORRECTIONS = new Set(["strike", "edit", "insert", "undo"]);
let plays = [];
let due = null;
let started = false;

const counts = (play) => !play.undone && !play.struck && !CORRECTIONS.has(play.kind);
const whenOf = ({ period_label: period, clock }) => `${period} ${clock}`;
const wordsFor = (play) => (play.player && !play.text.includes(play.player.name) ? `${play.text}, ${play.player.name}` : play.text);

function rowOf(play) {
  const row = document.getElementById("review-row").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-part=when]").textContent = whenOf(play);
  row.querySelector("[data-part=text]").textContent = wordsFor(play);
  row.querySelector("[data-part=score]").textContent = `${play.home}–${play.away}`;
  row.toggleAttribute("data-gone", !counts(play) && !CORRECTIONS.has(play.kind));
  const button = row.querySelector("button");
  button.hidden = !counts(play);
  button.setAttribute("aria-label", `${button.textContent}: ${whenOf(play)} ${wordsFor(play)}`);
  button.addEventListener("click", () => takeInHand(play));
  return row;
}

function takeInHand(play) {
  list.hidden = true;
  openForm(play, play.position ? `${whenOf(play)} · ${wordsFor(play)}` : first.textContent);
}

function show(page, older) {
  plays = older ? [...page.plays, ...plays] : page.plays;
  rows.replaceChildren(...plays.map(rowOf).reverse());
  earlier.hidden = !page.earlier;
  first.hidden = page.earlier;
  say.textContent = plays.length ? "" : say.dataset.none;
}

async function load({ older = false } = {}) {
  const oldest = plays[0]?.key ?? plays[0]?.position;
  const size = Math.min(MOST, Math.max(PAGE, plays.length));
  const before = older && oldest ? `&before=${encodeURIComponent(oldest)}` : "";
  const page = await getJson(slug, `plays?limit=${older ? PAGE : size}${before}`);
  if (page) show(page, older);
  else say.textContent = say.dataset.failed;
}

function back() {
  closeForm();
  list.hidden = false;
  load();
}

/** A burst of plays is read once. */
function heard() {
  if (!dialog.open || list.hidden) return;
  clearTimeout(due);
  due = setTimeout(load, 400);
}

function start(press) {
  startForm(press, () => {
    back();
    say.textContent = say.dataset.done;
  });
  earlier.addEventListener("click", () => load({ older: true }));
  first.addEventListener("click", () => takeInHand({ position: 0, kind: "" }));
  dialog.querySelector("[data-review-back]").addEventListener("click", back);
  for (const name of ["play.recorded", "play.revised"]) document.body.addEventListener(name, heard);
}

export function openReview(press) {
  if (!started) start(press);
  started = true;
  plays = [];
  rows.replaceChildren();
  say.textContent = say.dataset.loading;
  back();
  openDialog("review");
}
