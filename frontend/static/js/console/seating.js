/** Shows the seats: who holds what, what somebody asks for, and which controls are not mine to press. */

import { asker, stepOf } from "./seats.js";

const root = document.querySelector("[data-me]");
const words = root.dataset;
const request = document.querySelector("[data-request]");
const cellOf = (seat) => document.querySelector(`[data-seat-cell="${seat}"]`);
const whatOf = (seat) => cellOf(seat)?.dataset.what ?? "";
const said = (text, who, seat) => text.replace("{who}", who ?? "").replace("{what}", whatOf(seat));
const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

export function showCell(seat, state, stands, me) {
  const { holder } = state;
  const cell = cellOf(seat);
  const button = cell.querySelector("[data-does]");
  const waits = stands === "held" && asker(state)?.id === me;
  cell.dataset.stands = stands;
  const names = { free: words.free, mine: words.you, held: holder?.name, away: words.away.replace("{who}", holder?.name) };
  setText(cell.querySelector("[data-holder]"), waits ? words.asked.replace("{who}", holder?.name) : names[stands]);
  button.dataset.step = stepOf(stands);
  button.hidden = false;
  button.disabled = waits;
  setText(button, button.dataset[button.dataset.step]);
  button.setAttribute("aria-label", `${button.textContent}: ${whatOf(seat)}`);
}

export function showKept(seats) {
  const kept = list.format(seats.map(whatOf));
  setText(root.querySelector("[data-seats-say]"), seats.length ? words.keep.replace("{what}", kept) : words.nothing);
  root.toggleAttribute("data-keeps", seats.length > 0);
}

/** One request at a time; the next one follows its answer. */
export function showAsks([first]) {
  const text = first ? said(words.asks, first.who.name, first.seat) : "";
  request.hidden = !first;
  request.dataset.request = first?.seat ?? "";
  setText(request.querySelector("[data-request-text]"), text);
}

export function announce(lost, kept) {
  const told = root.querySelector("[data-told]");
  const lines = [
    ...lost.map(({ seat, holder }) => said(holder ? words.lost : words.gone, holder?.name, seat)),
    ...kept.map(({ seat, holder }) => said(words.kept, holder?.name, seat)),
  ];
  if (lines.length) told.textContent = lines.join(" ");
}

/** Why a control is barred, in words. */
export function whyBarred(seat, holder) {
  return holder ? said(words.holds, holder.name, seat) : said(words.nobody, "", seat);
}

export const isBarred = (control) => control.getAttribute("aria-disabled") === "true";

/** A barred button keeps the focus and says why when it is pressed; fields are simply disabled. */
function bar(control, barred) {
  if (control instanceof HTMLButtonElement) control.setAttribute("aria-disabled", String(barred));
  else control.disabled = barred;
}

export function showGates(mayWork, holderOf) {
  for (const control of document.querySelectorAll("main [data-seat]")) {
    const { seat } = control.dataset;
    const barred = !mayWork(seat);
    bar(control, barred);
    control.title = barred ? whyBarred(seat, holderOf(seat)) : "";
    if (barred) control.setAttribute("aria-describedby", `holder-${seat}`);
    else control.removeAttribute("aria-describedby");
  }
}
