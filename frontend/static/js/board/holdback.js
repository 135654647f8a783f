/** What has been heard of a game and may not be seen yet: plays in order, and the board after each of them. */

/** `shown` is the last position that the page was served with. */
export const newHold = (shown) => ({ shown, board: shown, last: shown, plays: [], boards: new Map() });

/** What will take a play back has not happened yet for somebody who watches late. */
export function hearPlay(hold, play) {
  if (play.position <= hold.last) return;
  hold.last = play.position;
  hold.plays.push({ ...play, undone: false });
}

/** A snapshot is of now: its plays wait like any others. False when history itself went back. */
export function hearPage(hold, { plays, total }) {
  plays.forEach((play) => hearPlay(hold, play));
  return total >= hold.last;
}

export function hearBoard(hold, state) {
  if (state.position > hold.board) hold.boards.set(state.position, state);
}

const forget = ({ boards }, position) => {
  for (const held of boards.keys()) if (held <= position) boards.delete(held);
};

/** The plays that are due at `until` (ms), in order up to the first hole, and the board after them if it is known. */
export function release(hold, until) {
  const plays = [];
  const next = () => hold.plays[0];
  while (next()?.position === hold.shown + 1 && Date.parse(next().at) <= until) {
    hold.shown = next().position;
    plays.push(hold.plays.shift());
  }
  const held = hold.boards.get(hold.shown);
  // The server's own late page may have shown it already.
  const state = held && held.position > hold.board ? held : null;
  if (state) boardShown(hold, state);
  forget(hold, hold.shown);
  return { plays, state };
}

/** What only the server can say: the plays of a hole, a board whose own news never came. */
export const lacks = (hold) => ({
  plays: hold.plays.length > 0 && hold.plays[0].position > hold.shown + 1,
  board: hold.board < hold.shown,
});

export function boardShown(hold, { position }) {
  hold.board = Math.max(hold.board, position);
}

/** The server's own late page fills a hole. False when it is older than what is shown. */
export function catchUp(hold, { total }) {
  if (total < hold.shown) return false;
  hold.shown = total;
  hold.last = Math.max(hold.last, total);
  hold.plays = hold.plays.filter(({ position }) => position > total);
  return true;
}
