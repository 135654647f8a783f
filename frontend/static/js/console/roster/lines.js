/** A roster as people write or paste it: "7 Ada Marsh", a table of a sheet; "*" starts, "(C)" is captain. */

export const MOST = 20;
const LONGEST = 40;
const NUMBER = /^(00|\d|[1-9]\d)$/;
const STARTS = /^(\*|x|s|starter|starts|yes)$/i;
const LEADS = /^(c|\(c\)|captain)$/i;
const HEADINGS = /^(no\.?|nr\.?|#|number|name|player|starts|starter|captain)$/i;

const cellsOf = (line) => line.split(/[\t;,|]/).map((cell) => cell.trim()).filter(Boolean);

function marksOf(text) {
  const starter = /\*/.test(text);
  const captain = /\(\s*c\s*\)/i.test(text);
  return { text: text.replace(/\*|\(\s*c\s*\)/gi, " ").replace(/\s+/g, " ").trim(), starter, captain };
}

function ofTable(cells) {
  const numbered = cells.findIndex((cell) => /^\d+$/.test(cell));
  const rest = cells.filter((_cell, at) => at !== numbered);
  const words = rest.filter((cell) => !STARTS.test(cell) && !LEADS.test(cell));
  const { text, starter, captain } = marksOf(words.join(" "));
  return {
    number: cells[numbered] ?? "",
    name: text,
    starter: starter || rest.some((cell) => STARTS.test(cell)),
    captain: captain || rest.some((cell) => LEADS.test(cell)),
  };
}

function ofLine(line) {
  const { text, starter, captain } = marksOf(line);
  const [, number = "", name] = /^#?(\d+)?\.?\s*(.*)$/.exec(text);
  return { number, name, starter, captain };
}

function wrongOf({ number, name }, seen) {
  if (number && !NUMBER.test(number)) return { why: "number", what: number };
  if (!name) return { why: "nothing" };
  if (name.length > LONGEST) return { why: "long" };
  return number && seen.has(number) ? { why: "twice", what: number } : null;
}

/** {players, wrong}: each player says its line (from 1); each wrong is {line, why, what}. */
export function parseRoster(text) {
  const players = [];
  const wrong = [];
  const seen = new Set();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const cells = cellsOf(line);
    if (!cells.length || cells.every((cell) => HEADINGS.test(cell))) continue;
    const player = cells.length > 1 ? ofTable(cells) : ofLine(line);
    const fault = players.length >= MOST ? { why: "many" } : wrongOf(player, seen);
    if (fault) wrong.push({ line: at + 1, ...fault });
    else players.push({ ...player, line: at + 1 });
    seen.add(player.number);
  }
  return { players, wrong };
}

/** One player as a line that is read back to the same. */
export const lineOf = ({ number, name, starter, captain }) =>
  [number, name, captain && "(C)", starter && "*"].filter(Boolean).join(" ");

/** Who was there before keeps their id: by number and name, by name, by number. */
export function withIds(players, before, newId) {
  const free = [...before];
  const taken = new Map();
  const same = [
    (a, b) => a.number === b.number && a.name === b.name,
    (a, b) => a.name === b.name,
    (a, b) => a.number !== "" && a.number === b.number,
  ];
  for (const is of same) {
    for (const player of players) {
      const at = taken.has(player) ? -1 : free.findIndex((old) => is(player, old));
      if (at >= 0) taken.set(player, free.splice(at, 1)[0].id);
    }
  }
  return players.map((player) => ({
    id: taken.get(player) ?? newId(),
    number: player.number,
    name: player.name,
    starter: player.starter,
    captain: player.captain,
  }));
}
