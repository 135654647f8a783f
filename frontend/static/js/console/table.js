/** The seats of the table on the page: taken when the console opens, kept by renewing, asked for and given. */

import { postJson } from "./post.js";
import { asked, changes, SEATS, standing } from "./seats.js";
import { announce, showAsks, showCell, showGates, showKept } from "./seating.js";

const RENEW_MS = 10_000;
const root = document.querySelector("[data-me]");
const { me } = root.dataset;
const slug = root.dataset.topic.slice("table.".length);
const left = new Set();
let table = null;

export const holderOf = (seat) => table?.seats[seat]?.holder ?? null;

/** Until the table has spoken nothing is barred: the server has the last word. */
export const mayWork = (seat) => !table || standing(table.seats[seat], me) === "mine";

const known = () => SEATS.filter((seat) => document.querySelector(`[data-seat-cell="${seat}"]`));

function show() {
  if (!table) return;
  for (const seat of known()) showCell(seat, table.seats[seat], standing(table.seats[seat], me), me);
  showKept(known().filter(mayWork));
  showAsks(asked(table, me));
  showGates(mayWork, holderOf);
}

function take(next) {
  if (!next?.seats) return;
  const { lost, kept } = changes(table, next, me);
  const mine = lost.filter(({ seat }) => !left.has(seat));
  table = next;
  show();
  announce(mine, kept);
}

async function step(seat, action) {
  if (action === "leave") left.add(seat);
  else left.delete(seat);
  const { answered, body } = await postJson(slug, `seats/${seat}`, { action });
  if (answered && body.seats) take(body);
  return answered;
}

/** Free seats are taken one after another, so that two who open at once are told apart by the server. */
async function takeFree() {
  for (const seat of known()) {
    if (!left.has(seat) && ["free", "away"].includes(standing(table.seats[seat], me))) await step(seat, "take");
  }
  root.toggleAttribute("data-seated", true);
}

async function renew() {
  if (!table || !known().some(mayWork)) return;
  const { answered, body } = await postJson(slug, "seats/renew", {});
  if (answered && body.seats) take(body);
}

let opened = false;
function heard(next) {
  take(next);
  if (opened) return;
  opened = true;
  takeFree();
}

function clicked({ target }) {
  const does = target.closest("[data-does]");
  const answer = target.closest("[data-answers]");
  if (does) step(does.closest("[data-seat-cell]").dataset.seatCell, does.dataset.step);
  if (answer) step(answer.closest("[data-request]").dataset.request, answer.dataset.answers);
}

export function startTable() {
  document.addEventListener("click", clicked);
  document.body.addEventListener("rt:snapshot", ({ detail }) => detail.topic === `table.${slug}` && heard(detail.snapshot));
  document.body.addEventListener("table.changed", ({ detail }) => detail.topic === `table.${slug}` && heard(detail.data));
  setInterval(renew, RENEW_MS);
  // A lease runs out without any news.
  setInterval(show, 1000);
}
