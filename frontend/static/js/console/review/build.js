/** A play as a form's fields say it: the command for the board, and words that say what it will be. */

/** Kinds that can be written in the past, with the fields each needs. */
export const FIELDS = {
  score: ["team", "points", "player", "assist"],
  miss: ["team", "points", "player"],
  rebound: ["team", "side", "player"],
  steal: ["team", "player"],
  block: ["team", "player"],
  turnover: ["team", "player"],
  foul: ["team", "foul", "player"],
  timeout: ["team"],
  note: ["text"],
};

const valueOf = (elements, name) => elements[name].value;

const readers = {
  team: (elements) => ({ team: valueOf(elements, "team") }),
  points: (elements) => ({ points: Number(valueOf(elements, "points")) }),
  player: (elements) => (valueOf(elements, "player") ? { player: valueOf(elements, "player") } : {}),
  assist: (elements) => (valueOf(elements, "assist") ? { assist: valueOf(elements, "assist") } : {}),
  side: (elements) => ({ offensive: valueOf(elements, "side") === "offensive" }),
  foul: (elements) => ({ foul: valueOf(elements, "foul") }),
  text: (elements) => ({ text: valueOf(elements, "text").trim() }),
};

/** The command that the form's fields add up to. */
export function built({ elements }) {
  const kind = valueOf(elements, "kind");
  return Object.assign({ kind }, ...FIELDS[kind].map((field) => readers[field](elements)));
}

const chosen = (select) => select.selectedOptions[0]?.textContent.trim() ?? "";

/** The same in words, from what the form's own choices are called. */
export function wordsOf({ elements }) {
  const fields = FIELDS[valueOf(elements, "kind")].filter((field) => valueOf(elements, field) !== "");
  const told = fields.map((field) => (field === "text" ? valueOf(elements, "text") : chosen(elements[field])));
  return [chosen(elements.kind), ...told].filter(Boolean).join(" · ");
}
