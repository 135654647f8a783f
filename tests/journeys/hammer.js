/** Presses the console's buttons at random for a while, answers what it is asked, and writes down what it was told. */
(settings) => new Promise((resolve) => {
  const { seconds, buttons, dialogs, pauseMs } = settings;
  const told = { sent: [], done: 0, refused: 0, conflicts: 0, others: 0, presses: 0 };
  const words = document.getElementById("console-words").dataset;
  const starts = (text, word) => text.startsWith(words[word].split("{what}")[0]);

  const unanswered = new Set();
  const fetched = window.fetch;
  window.fetch = async (url, options) => {
    if (!String(url).endsWith("/commands")) return fetched(url, options);
    const sent = { id: JSON.parse(options.body).command_id, kind: JSON.parse(options.body).command.kind };
    unanswered.add(sent.id);
    const answer = await fetched(url, options);
    const body = await answer.clone().json().catch(() => ({}));
    told.sent.push({ ...sent, status: answer.status, code: body.code ?? null, position: body.position ?? null });
    // One that was not answered is sent again under its id.
    if (answer.status < 500 && ![408, 429].includes(answer.status)) unanswered.delete(sent.id);
    return answer;
  };

  const line = document.querySelector("[data-sent]");
  const watching = new MutationObserver((records) => {
    for (const text of records.flatMap(({ addedNodes }) => [...addedNodes]).map(({ textContent }) => textContent)) {
      if (starts(text, "done")) told.done += 1;
      if (starts(text, "refused")) told.refused += 1;
    }
  });
  watching.observe(line, { childList: true });

  const pick = (list) => list[Math.floor(Math.random() * list.length)];

  /** What the console asks back is shown as a dialog: half of the time it is done all the same. */
  function answer(dialog) {
    if (dialog.id === "meanwhile") told.conflicts += 1;
    if (dialog.id === "others") told.others += 1;
    const again = dialog.querySelector("[data-again]");
    (again && dialogs && Math.random() < 0.5 ? again : dialog.querySelector("[data-closes]")).click();
  }

  const until = performance.now() + seconds * 1000;
  const isQuiet = () => told.sent.length > 0 && !unanswered.size && told.done + told.refused >= told.sent.length;
  let idleSince = 0;

  function turn() {
    const now = performance.now();
    const open = document.querySelector("dialog[open]");
    if (open) answer(open);
    else if (now < until) {
      const button = document.querySelector(pick(buttons));
      if (button && button.getAttribute("aria-disabled") !== "true") {
        told.presses += 1;
        button.click();
      }
    } else if (!isQuiet()) idleSince = now;
    else if (now - (idleSince || until) > 2500) return resolve(told);
    setTimeout(turn, pauseMs * (0.5 + Math.random()));
  }
  turn();
})
