/** What has been heard of a game and may not be seen yet: plays in order, the board and the box after each of them. */

const CORRECTIONS = new Set(["strike", "edit", "insert"]);

/** `shown` is the last position that the page was served with. */
export const newHold = (shown) =>
  ({ shown, board: shown, box: shown, last: shown, news: [], boards: new Map(), boxes: new Map() });

function keep(hold, { position, at }, told) {
  if (position <= hold.last) return;
  hold.last = position;
  hold.news.push({ position, at, ...told });
}

/** What will take a play back has not happened yet for somebody who watches late. */
export const hearPlay = (hold, play) => keep(hold, play, { play: { ...play, undone: false } });

/** A correction is due as a whole: its line, and what it does to those before it. */
export const hearRevision = (hold, revision) => keep(hold, revision.play, { revision });

/**
 * A snapshot is of now: its plays wait like any others. Where one of them is a correction, the lines before it
 * are as they will be; only the server can say how they are, so of those nothing but their time is kept.
 * False when history itself went back.
 */
export function hearPage(hold, { plays, total }) {
  const fresh = plays.filter(({ position, inserted }) => position > hold.last && !inserted);
  fresh.sort((one, other) => one.position - other.position);
  const isToldAhead = fresh.some(({ kind }) => CORRECTIONS.has(kind));
  const unmarked = (play) => ({ play: { ...play, undone: false } });
  fresh.forEach((play) => keep(hold, play, isToldAhead ? {} : unmarked(play)));
  return total >= hold.last;
}

export function hearBoard(hold, state) {
  if (state.position > hold.board) hold.boards.set(state.position, state);
}

export function hearBox(hold, box) {
  if (box.position > hold.box) hold.boxes.set(box.position, box);
}

/** The newest value of a map by position that is not newer than `position`; it and all older ones leave the map. */
function take(held, position) {
  let newest = null;
  for (const [at, value] of held) {
    if (at > position) continue;
    if (!newest || value.position > newest.position) newest = value;
    held.delete(at);
  }
  return newest;
}

const isDue = ({ at }, until) => Date.parse(at) <= until;
const isKnown = ({ play, revision }) => Boolean(play || revision);

/** The news that is due at `until` (ms), in order up to the first hole; board and box after it if they are known. */
export function release(hold, until) {
  const news = [];
  const next = () => hold.news[0];
  while (next()?.position === hold.shown + 1 && isKnown(next()) && isDue(next(), until)) {
    hold.shown = next().position;
    news.push(hold.news.shift());
  }
  const state = take(hold.boards, hold.shown);
  const box = take(hold.boxes, hold.shown);
  if (box) boxShown(hold, box);
  // The server's own late page may have shown it already; a board before the last play is no board of that moment.
  if (!state || state.position <= hold.board || state.position < hold.shown) return { news, state: null, box };
  boardShown(hold, state);
  return { news, state, box };
}

/** What only the server can say: the plays of a hole, those that a correction may have changed, a board never heard. */
export function lacks(hold, until) {
  const next = hold.news[0];
  const isHole = Boolean(next) && next.position > hold.shown + 1;
  return { plays: isHole || (Boolean(next) && !isKnown(next) && isDue(next, until)), board: hold.board < hold.shown };
}

export function boardShown(hold, { position }) {
  hold.board = Math.max(hold.board, position);
}

export function boxShown(hold, { position }) {
  hold.box = Math.max(hold.box, position);
}

/** The server's own late page fills a hole. False when it is older than what is shown. */
export function catchUp(hold, { total }) {
  if (total < hold.shown) return false;
  hold.shown = total;
  hold.last = Math.max(hold.last, total);
  hold.news = hold.news.filter(({ position }) => position > total);
  return true;
}
