/** One command as one HTTP request; no answer and a broken server are the same: not answered. */

const TIMEOUT_MS = 5000;
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

const bodyOf = ({ command, id, expected }) => ({
  command,
  command_id: id,
  ...(expected === null ? {} : { expected_position: expected }),
});

const isAnswer = ({ status }) => status < 500 && status !== 429 && status !== 408;

/** POST JSON to a board's address below `/api/boards/<slug>/`: {answered, ok, body}. */
export async function postJson(slug, path, body) {
  try {
    const answer = await fetch(`/api/boards/${slug}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!isAnswer(answer)) return { answered: false };
    return { answered: true, ok: answer.ok, body: await answer.json() };
  } catch {
    return { answered: false };
  }
}

export const postCommand = (slug, press) => postJson(slug, "commands", bodyOf(press));

/** GET what anybody may read of the board; null when there is no answer. */
export async function getJson(slug, path) {
  try {
    const answer = await fetch(`/api/boards/${slug}/${path}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
