// Passkeys: the form asks the server what to sign, the browser asks its person, and the answer is posted as a field.
import { decoded, encoded } from "./bytes.js";

const REASONS = { NotAllowedError: "stopped", AbortError: "stopped", InvalidStateError: "there", NotSupportedError: "none" };

for (const form of document.querySelectorAll("form[data-passkey]")) {
  // Until here a press would have posted a form without an answer.
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    ask(form).catch((error) => say(form, REASONS[error.name] ?? "failed"));
  });
}

// A page that comes back from the browser's memory would send its old answer again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) form.elements.credential.value = "";
});

async function ask(form) {
  say(form, "");
  if (!window.PublicKeyCredential) return say(form, "none");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const options = await begin(form);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: toCreate(options.publicKey) })
      : await navigator.credentials.get({ publicKey: toGet(options.publicKey) });
    form.elements.credential.value = JSON.stringify(answerOf(credential));
  } finally {
    button.disabled = false;
  }
  form.requestSubmit();
}

async function begin(form) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(form.dataset.begin, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.redirected || !answer.ok) throw new Error("refused");
  return answer.json();
}

function toCreate(asked) {
  const user = { ...asked.user, id: decoded(asked.user.id) };
  const excludeCredentials = (asked.excludeCredentials ?? []).map(named);
  return { ...asked, user, excludeCredentials, challenge: decoded(asked.challenge) };
}

function toGet(asked) {
  const allowCredentials = (asked.allowCredentials ?? []).map(named);
  return { ...asked, allowCredentials, challenge: decoded(asked.challenge) };
}

function named(key) {
  return { ...key, id: decoded(key.id) };
}

function answerOf(credential) {
  const { response } = credential;
  const told = { clientDataJSON: encoded(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = encoded(response[name]);
  }
  return {
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    response: told,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function say(form, reason) {
  const line = form.querySelector("[data-passkey-says]");
  line.hidden = !reason;
  line.textContent = reason ? line.dataset[reason] : "";
}
