/** Opens what is rarely needed. Its modules are fetched soon after the page, so that a dead line later bars nothing. */

import { clockText, remainingMs } from "../board/clock.js";
import { board } from "./presses.js";
import { sayOf } from "./telling.js";

const SOON_MS = 3000;
const loads = {
  review: () => import("./review/list.js"),
  roster: () => import("./roster/form.js"),
  subs: () => import("./subs.js"),
  refusals: () => import("./refusals.js"),
};

/** Uses a module of `loads`; where it does not arrive that is said. */
export async function withModule(name, use) {
  try {
    use(await loads[name]());
  } catch {
    sayOf("unloaded", { says: "" }, "bad");
  }
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
    const button = target.closest("button");
    const { opensSubs, opensRoster, opens } = button?.dataset ?? {};
    if (opensSubs) withModule("subs", ({ openSubs }) => openSubs(opensSubs, press));
    if (opensRoster) withModule("roster", ({ openRoster }) => openRoster(opensRoster, press));
    if (button?.matches("[data-opens-review]")) withModule("review", ({ openReview }) => openReview(press));
    if (opens) prefill(opens);
  });
  const fouls = document.getElementById("fouls-team");
  fouls.addEventListener("change", () => showFouls(fouls.form));
  setTimeout(() => Object.values(loads).forEach((load) => load().catch(() => {})), SOON_MS);
}
