/** The console's outbox against a server whose answers are given in advance: what was sent, kept and told. */

import { Outbox } from "/static/js/console/outbox.js";

const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/**
 * `answers` is a list of "ok", "no", "lost" or "gone"; `kinds` are pressed at once. A lost answer is asked for again
 * at once; "gone" means that nobody answers any more, and the operator gives up.
 */
export async function press(kinds, answers, positions = 0) {
  const told = [];
  const posts = [];
  let position = positions;
  let kept = [];
  const outbox = new Outbox({
    async post({ command, id, expected }) {
      posts.push([command.kind, id, expected]);
      const answer = answers.shift() ?? "ok";
      if (answer === "ok") return { answered: true, ok: true, body: { position: ++position } };
      if (answer === "no") return { answered: true, ok: false, body: { code: "No" } };
      if (answer === "gone") setTimeout(() => outbox.giveUp());
      return { answered: false };
    },
    positionNow: () => positions,
    newId: () => `id-${told.length + posts.length}-${Math.random()}`,
    keep: (presses) => { kept = presses.map(({ command }) => command.kind); },
    tell: Object.fromEntries(
      ["sending", "done", "refused", "waiting", "held", "dropped"].map((name) => [
        name, ({ command }) => told.push([name, command.kind]),
      ]),
    ),
  });
  kinds.forEach((kind) => outbox.add({ command: { kind }, says: kind }));
  const keptAtFirst = kept;
  while (outbox.isBusy) await settled();
  return { told, posts, kept, keptAtFirst };
}
