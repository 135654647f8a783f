/** Who did it, as a pure machine: a play waits a moment for its player, by a tap or by a number typed. */

import { takesAssist } from "./kinds.js";

export const BY_KEY_MS = 1500;
export const BY_HAND_MS = 4000;
export const ASSIST_MS = 3000;

/** A press {command, says, button} that waits for its player until `due`. */
export const begin = (press, byKey, now) => ({
  press, step: "player", typed: "", due: now + (byKey ? BY_KEY_MS : BY_HAND_MS),
});

const withPart = (press, part, id) => ({ ...press, command: { ...press.command, [part]: id } });

/** The play with its player; a basket then waits once more, for an assist. Without `due` it is ready. */
export function choose({ press, step }, player, { assists, now }) {
  const told = withPart(press, step, player.id);
  told.says = step === "player" ? `${press.says}, ${`${player.number} ${player.name}`.trim()}` : press.says;
  if (step === "player" && assists && takesAssist(told.command)) {
    return { press: told, step: "assist", typed: "", due: now + ASSIST_MS };
  }
  return { press: told };
}

/** Who may be meant: nobody assists their own basket. */
export const candidates = ({ press, step }, players) =>
  step === "assist" ? players.filter(({ id }) => id !== press.command.player) : players;

/**
 * One digit more: {player} when only one is left who can be meant, {pick} when more may follow,
 * {none: the number} when nobody has it.
 */
export function type(pick, digit, players, now) {
  const typed = pick.typed + digit;
  const meant = candidates(pick, players).filter(({ number }) => number.startsWith(typed));
  if (!meant.length) return { none: typed };
  if (meant.length === 1 && meant[0].number === typed) return { player: meant[0] };
  return { pick: { ...pick, typed, due: now + BY_KEY_MS } };
}

/** The player whose number was typed in full when time is up: "1" where 1 and 12 play. */
export const typedPlayer = (pick, players) =>
  pick.typed ? candidates(pick, players).find(({ number }) => number === pick.typed) : undefined;
