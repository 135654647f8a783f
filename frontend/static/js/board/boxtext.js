/** How the figures of a box score are written: the same as the server writes them. */

const share = ([made, tried]) => {
  const percent = Math.floor((200 * made + tried) / (2 * tried));
  return tried ? `${made}–${tried} ${percent}%` : `${made}–${tried}`;
};

const SHOWS = {
  field: ({ two, three }) => share([two[0] + three[0], two[1] + three[1]]),
  two: ({ two }) => share(two),
  three: ({ three }) => share(three),
  free: ({ free }) => share(free),
};

export const cellText = (key, figures) => SHOWS[key]?.(figures) ?? String(figures[key]);

/** `words` has captain, fouls, disqualified and court in the page's language. */
export function noteOf({ captain, out, on_court: onCourt }, words) {
  const found = captain ? [words.captain] : [];
  if (out) found.push(words[out]);
  else if (onCourt) found.push(words.court);
  return found.join(", ");
}

/** Who has most of one figure; of equals the more efficient one, and nobody while all have none. */
export function leaderOf(players, key) {
  const better = (one, other) => one[key] - other[key] || one.efficiency - other.efficiency;
  const best = players.reduce((found, player) => (found && better(found, player) >= 0 ? found : player), null);
  return best?.[key] ? best : null;
}

/** Whether there is anything to add up yet. */
export const isWorth = ({ home, away }) =>
  [home, away].some(({ players, totals }) => players.length > 0 || totals.points > 0);
