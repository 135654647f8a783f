/** Ids for commands: the same press keeps the same id however often it is sent. */

const hex = (byte) => byte.toString(16).padStart(2, "0");

/** A random id of 128 bits; `randomUUID` is missing where a page is served over plain http. */
export function newCommandId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join("");
}
