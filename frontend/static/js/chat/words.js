/** Sentences that the page brought with it, in the reader's language. */

const known = () => document.getElementById("chat-words")?.dataset ?? {};
const language = document.documentElement.lang || undefined;
const list = new Intl.ListFormat(language, { type: "conjunction" });
const MOST_NAMES = 3;

const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

export const say = (name, facts = {}) => filled(known()[name] ?? "", facts);

/** `nameOne` for one, `nameMany` for any other count. */
export const sayCount = (name, count, facts = {}) => say(`${name}${count === 1 ? "One" : "Many"}`, { ...facts, count });

/** "Ada", "Ada and Ben", "Ada, Ben, Cyd and 4 others". */
export function listed(names) {
  if (names.length <= MOST_NAMES + 1) return list.format(names);
  return list.format([...names.slice(0, MOST_NAMES), sayCount("others", names.length - MOST_NAMES)]);
}

const sizes = [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]];
const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

/** 1234567 -> "1.2 MB". */
export function sizeOf(bytes) {
  const [unit, size] = sizes.find(([, least]) => bytes >= least) ?? ["B", 1];
  return `${figure.format(bytes / size)} ${unit}`;
}
