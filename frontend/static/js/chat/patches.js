/** How one change alters one message; applying it twice, or late, changes nothing more. */

/** An edit says everything of a message but what others hang on it. */
const edit = ({ reactions: _reactions, replies: _replies, ...words }) => words;
const removal = ({ by }) => ({ deleted: by, html: "", plain: "", files: [], reactions: [], mentions: [], quote: null });

const isOlder = (one, patch) => patch.edited_at && one.edited_at && patch.edited_at < one.edited_at;

/** A deleted message stays deleted, and an edit never goes back to an older one. */
function applied(one, patch) {
  if (one.deleted) return patch.replies ? { ...one, replies: patch.replies } : one;
  return isOlder(one, patch) ? one : { ...one, ...patch };
}

/** A quote says what its message says now, and nothing once that was deleted. */
const quoteOf = (one, id, { plain }) =>
  one.quote?.id === id && plain !== undefined ? { ...one, quote: { ...one.quote, plain } } : one;

export const EDITS = {
  "message.edited": edit,
  "message.deleted": removal,
  "message.reacted": ({ reactions }) => ({ reactions }),
  "message.replied": ({ replies }) => ({ replies }),
};

export const changedBy = (one, id, patch) => (one.id === id ? applied(one, patch) : quoteOf(one, id, patch));

export const patched = (message, patches) => {
  const patch = patches[message.id];
  return patch ? applied(message, patch) : message;
};

/** A guest signed in: everything of theirs is told of the person they turned out to be. */
export function under(one, { was, person }) {
  const now = (author) => (author?.id === was ? person : author);
  const renamed = (id) => (id === was ? person.id : id);
  const instead = (ids) => (ids.includes(person.id) ? ids.filter((id) => id !== was) : ids.map(renamed));
  return {
    ...one,
    author: now(one.author),
    quote: one.quote && { ...one.quote, author: now(one.quote.author) },
    html: one.mentions.includes(was) ? one.html.replaceAll(was, person.id) : one.html,
    mentions: instead(one.mentions),
    reactions: one.reactions.map((reaction) => ({ ...reaction, people: instead(reaction.people) })),
  };
}
