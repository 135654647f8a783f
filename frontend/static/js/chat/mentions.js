/** How people are named in what is written. */

const BEFORE = /(?:^|[\s(])@([\p{L}\p{N}_.'-]{0,30})$/u;

/** What stands between the "@" and the caret, or null where nobody is being named. */
export const nameBefore = (text, caret) => BEFORE.exec(text.slice(0, caret))?.[1] ?? null;

/** By name, as people read it; by id where two of those offered share the name. */
export function mentionOf({ id, name }, offered) {
  const isShared = offered.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase());
  return `@${isShared ? id : name}`;
}
