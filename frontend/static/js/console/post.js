/** One command as one HTTP request; no answer and a broken server are the same: not answered. */

const TIMEOUT_MS = 5000;
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

const bodyOf = ({ command, id, expected }) =>
  JSON.stringify({ command, command_id: id, expected_position: expected });

const isAnswer = ({ status }) => status < 500 && status !== 429 && status !== 408;

export async function postCommand(slug, press) {
  try {
    const answer = await fetch(`/api/boards/${slug}/commands`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
      body: bodyOf(press),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!isAnswer(answer)) return { answered: false };
    return { answered: true, ok: answer.ok, body: await answer.json() };
  } catch {
    return { answered: false };
  }
}
