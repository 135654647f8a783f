/** Writes an item of the list into a row; a part that says the same already is left alone. */

import { fillFiles } from "./files.js";
import { fillReactions } from "./reactions.js";
import { comings } from "./items.js";
import { dayWords, exactOf, timeOf } from "./times.js";
import { listed, say, sayCount } from "./words.js";

export const HUES = 8;
const part = (row, name) => row.querySelector(`[data-part=${name}]`);

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** The same colour for a person everywhere: the server's rule. */
export const hueOf = (id) => [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES;

function fillAuthor(row, { author }, me) {
  const name = author?.name ?? say("somebody");
  setText(part(row, "author"), name);
  setText(part(row, "face"), [...name][0] ?? "?");
  part(row, "face").dataset.hue = hueOf(author?.id ?? "");
  row.toggleAttribute("data-mine", Boolean(me) && author?.id === me);
}

export function fillTime(time, iso) {
  time.dateTime = iso;
  setText(time, timeOf(iso));
  time.title = exactOf(iso);
}

/** The server's own HTML, made safe there; set again only when it says something else. */
function fillBody(element, html, me) {
  if (element.servedHtml === html) return;
  element.innerHTML = html;
  element.servedHtml = html;
  for (const mention of element.querySelectorAll("[data-person]")) mention.toggleAttribute("data-me", mention.dataset.person === me);
}

function fillQuote(element, quote, base) {
  element.hidden = !quote;
  if (!quote) return;
  setText(element.querySelector("b"), quote.author?.name ?? say("somebody"));
  setText(element.querySelector("span"), quote.plain || say("deletedQuote"));
  const link = element.querySelector("a");
  link.href = `${base}?message=${quote.id}`;
  link.dataset.jump = quote.id;
}

function fillReplies(element, { id, replies }, base) {
  element.hidden = !replies?.count;
  if (element.hidden) return;
  setText(element, sayCount("replies", replies.count));
  element.href = `${base}?thread=${id}`;
  element.dataset.thread = id;
}

function fillMessage(row, { of: message, grouped }, { me, base, thread }) {
  row.id = thread ? "" : message.id;
  row.dataset.message = message.id;
  row.dataset.seq = message.seq;
  delete row.dataset.status;
  row.toggleAttribute("data-grouped", Boolean(grouped));
  row.toggleAttribute("data-deleted", Boolean(message.deleted));
  row.toggleAttribute("data-calls", message.mentions.includes(me));
  fillAuthor(row, message, me);
  fillTime(part(row, "at"), message.at);
  part(row, "link").href = `${base}?at=${message.seq}`;
  part(row, "edited").hidden = !message.edited_at || Boolean(message.deleted);
  if (message.edited_at) part(row, "edited").title = exactOf(message.edited_at);
  fillQuote(part(row, "quote"), message.quote, base);
  fillBody(part(row, "body"), message.deleted ? "" : message.html, me);
  setText(part(row, "gone"), message.deleted ? say(message.deleted === "moderator" ? "deletedByModerator" : "deleted") : "");
  fillFiles(part(row, "files"), message.files);
  fillReactions(part(row, "reactions"), message.reactions, me);
  fillReplies(part(row, "replies"), thread ? {} : message, base);
  part(row, "more").hidden = Boolean(message.deleted);
  part(row, "told").hidden = true;
}

function fillPending(row, { of: waiting }, { me, name }) {
  row.dataset.status = waiting.status;
  row.dataset.pending = waiting.id;
  fillAuthor(row, { author: { id: me, name } }, me);
  fillTime(part(row, "at"), waiting.at);
  const body = part(row, "body");
  if (!body.servedHtml) body.textContent = waiting.body;
  part(row, "more").hidden = true;
  const told = part(row, "told");
  told.hidden = false;
  setText(told.querySelector("span"), waiting.status === "failed" ? say("failed", { why: waiting.why }) : say("sending"));
  for (const button of told.querySelectorAll("button")) button.hidden = waiting.status !== "failed";
}

function fillNotices(row, { of: notices }) {
  const { joined, left } = comings(notices);
  const said = [...(joined.length ? [sayCount("joined", joined.length, { who: listed(joined) })] : []), ...(left.length ? [sayCount("left", left.length, { who: listed(left) })] : [])];
  const told = notices.filter(({ kind }) => kind === "notice").map(({ plain }) => plain);
  row.hidden = !said.length && !told.length;
  row.dataset.seq = notices.at(-1).seq;
  setText(part(row, "text"), [...told, ...said].join(" "));
}

const fills = {
  message: fillMessage,
  pending: fillPending,
  notices: fillNotices,
  unread: () => {},
  day(row, { day }) {
    setText(part(row, "text"), dayWords(day));
    row.querySelector("time").dateTime = day;
  },
};

/** `facts`: me, name, base (the room's address), thread. */
export const fill = (row, item, facts) => fills[item.type](row, item, facts);
