/** The slower way to the same answers, for networks that let no socket through. */

const EVERY_SECONDS = 3;
const TIMEOUT_MS = 10_000;

const query = (topics) => {
  const asked = new URLSearchParams();
  for (const [topic, { since }] of topics) {
    asked.append("topic", topic);
    asked.append("since", since ? `${since.epoch}:${since.seq}` : "");
  }
  return asked;
};

/** An error names no topic of its own: answers come in the order of the questions. */
const named = ({ answers, time }, topics) => ({
  time,
  answers: answers.map((frame, at) => ({ topic: [...topics.keys()][at], ...frame })),
});

async function fetchAnswers(topics) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(`/api/rt/poll?${query(topics)}`, { cache: "no-store", signal });
  if (!answer.ok) throw new Error(`poll answered ${answer.status}`);
  return named(await answer.json(), topics);
}

/** Polls until stopped; `on` has answers({answers, time}) and missed(). */
export function startPolling(topics, on) {
  let stopped = false;
  let timer = null;
  const round = async () => {
    try {
      const body = await fetchAnswers(topics());
      if (!stopped) on.answers(body);
    } catch {
      if (!stopped) on.missed();
    }
    if (!stopped) timer = setTimeout(round, EVERY_SECONDS * (0.8 + 0.4 * Math.random()) * 1000);
  };
  round();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
