/** Opens what is rarely needed; its modules are fetched the first time. */

import { clockText, remainingMs } from "../board/clock.js";
import { board } from "./presses.js";
import { openSubs } from "./subs.js";

let review = null;

async function openReview(press) {
  const { startReview, openReview: open } = await import("./review/list.js");
  if (!review) startReview(press);
  review = true;
  open();
}

async function openRoster(team, press) {
  const { openRoster: open } = await import("./roster/form.js");
  open(team, press);
}

/** A form begins with what the board shows, so that only the difference is typed. */
function prefill(id) {
  const form = document.getElementById(id)?.querySelector("form");
  const field = form?.elements.clock;
  if (field && id !== "set-shot") field.value = clockText(remainingMs(board.querySelector("[data-clock]").boardClock));
  if (id === "set-fouls") showFouls(form);
  field?.select();
}

function showFouls({ elements }) {
  elements.fouls.value = board.querySelector(`[data-figure="${elements.team.value}.fouls"]`).textContent;
}

export function startOpening(press) {
  document.addEventListener("click", ({ target }) => {
    const { opensSubs, opensRoster, opens } = target.closest("button")?.dataset ?? {};
    if (opensSubs) openSubs(opensSubs);
    if (opensRoster) openRoster(opensRoster, press);
    if (opens) prefill(opens);
    if (target.closest("[data-opens-review]")) openReview(press);
  });
  const fouls = document.getElementById("fouls-team");
  fouls.addEventListener("change", () => showFouls(fouls.form));
}
