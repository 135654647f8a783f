/** Requests to the chat's API: no answer, a broken server and a full one are all the same: not answered. */

const TIMEOUT_MS = 12_000;
export const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

const isAnswer = ({ status }) => status < 500 && status !== 408;

/** Nothing where nothing came: an answer without a body may still name a type. */
async function bodyOf(answer) {
  const isJson = answer.status !== 204 && answer.headers.get("Content-Type")?.includes("json");
  return isJson ? answer.json() : null;
}

/** {answered, ok, status, body, wait}: `wait` is how many seconds the server asks for, or 0. */
export async function call(method, path, body) {
  const headers = { "X-CSRFToken": csrf(), ...(body ? { "Content-Type": "application/json" } : {}) };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`/api/chat/${path}`, { method, headers, signal, cache: "no-store", body: body && JSON.stringify(body) });
    if (!isAnswer(answer)) return { answered: false, ok: false, body: null, wait: 0 };
    const { ok, status } = answer;
    const told = await bodyOf(answer);
    return { answered: true, ok, status, body: told, wait: Number(told?.fields?.retry_after ?? answer.headers.get("Retry-After") ?? 0) };
  } catch {
    return { answered: false, ok: false, body: null, wait: 0 };
  }
}

export const read = (path) => call("GET", path);
export const query = (facts) => new URLSearchParams(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== ""));
