/** Who holds which seat, as the table last said it: a lease that is over leaves the seat free to take. */

import { serverNow } from "../live/servertime.js";

export const SEATS = ["scorer", "timer", "shot"];

/** "free", "mine", "away" (another's, whose lease is over) or "held" by another. */
export function standing(seat, me, now = serverNow()) {
  if (!seat?.holder) return "free";
  if (seat.holder.id === me) return "mine";
  return seat.until && Date.parse(seat.until) <= now ? "away" : "held";
}

/** What the button beside a seat does for me: take it, ask for it or leave it. */
export const stepOf = (stands) => ({ free: "take", away: "take", mine: "leave", held: "ask" })[stands];

/** What changed for me between two tables: {lost: [{seat, holder}], kept: [{seat, holder}]}. */
export function changes(before, after, me) {
  const mine = (table, seat) => table?.seats[seat]?.holder?.id === me;
  const lost = SEATS.filter((seat) => mine(before, seat) && !mine(after, seat));
  const kept = SEATS.filter((seat) => {
    const { holder, asked_by: asked } = before?.seats[seat] ?? {};
    const now = after.seats[seat];
    return asked?.id === me && holder?.id !== me && now?.holder?.id === holder?.id && now?.asked_by?.id !== me;
  });
  const told = (seat) => ({ seat, holder: after.seats[seat]?.holder ?? null });
  return { lost: lost.map(told), kept: kept.map(told) };
}

/** Who asks for the seat; a request that nobody answered in time has lapsed. */
export const asker = (seat, now = serverNow()) =>
  seat?.asked_by && !(seat.asked_until && Date.parse(seat.asked_until) <= now) ? seat.asked_by : null;

/** The seats of mine that somebody asks for: [{seat, who}]. */
export const asked = (table, me) =>
  SEATS.filter((seat) => table.seats[seat]?.holder?.id === me && asker(table.seats[seat]))
    .map((seat) => ({ seat, who: asker(table.seats[seat]) }));
