/** Who plays: the newest box score that was heard, and how a player is named. */

let box = null;

export const takeBox = (next) => { box = next; };
export const takeNewerBox = (next) => { if (!box || next.position >= box.position) box = next; };

export const playersOf = (team) => box?.[team]?.players ?? [];
export const playerOf = (team, id) => playersOf(team).find((player) => player.id === id);

/** "7 Ada Marsh"; a player without a number is only named. */
export const nameOf = ({ number, name }) => `${number} ${name}`.trim();

/** On the court first, in the order of the roster; where nobody is known to be on it, all are. */
export function inOrder(players) {
  const known = players.some(({ on_court: on }) => on);
  const on = players.filter((player) => !known || player.on_court);
  return { on, bench: players.filter((player) => !on.includes(player)) };
}
