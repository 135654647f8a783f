/** What was written and not yet committed, kept on this device: messages under way, and drafts. */

const ONE_DAY_MS = 86_400_000;

function kept(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing for us forgets at the next reload.
  }
}

/** `me` is in the key: another name on the same device finds nothing of ours. */
export const unsentKey = (me, room) => `chat:unsent:${me}:${room}`;
export const draftKey = (me, room, thread) => `chat:draft:${me}:${room}${thread ? `:${thread}` : ""}`;

export const keepUnsent = (key, pending) => keep(key, pending.length ? pending : null);

/** Messages of the last day that were on their way when the page went. */
export const unsentOf = (key, now = Date.now()) =>
  kept(key, []).filter(({ id, at }) => typeof id === "string" && now - Date.parse(at) < ONE_DAY_MS);

export const keepDraft = (key, text) => keep(key, text.trim() ? text : null);
export const draftOf = (key) => kept(key, "");
