/** How late this page shows its game, in milliseconds: fixed for its life, and 0 for most. */

export const delayMs = 1000 * Number(document.documentElement.dataset.delay ?? 0);
