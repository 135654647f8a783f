/** Why something was refused, in words for a person. */

import { whyBarred } from "./seating.js";

/** A problem of the API as a sentence: its own, or who holds the seat that was needed. */
export function whyOf({ code, title = "", fields = {} }) {
  return code === "SeatNotHeld" ? whyBarred(fields.seat, fields.holder) : title;
}

const ASKING = new Set(["PositionConflict", "UndoTakesOthers"]);

/** Whether the refusal leaves something to ask back. */
export const asksBack = (body) => ASKING.has(body?.code);
