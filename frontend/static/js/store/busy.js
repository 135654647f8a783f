/** What is still to be said of the cart, and what a finger is on: until both are over nothing shown is replaced. */

const PAUSE_MS = 250;
const due = new Map();
let sending = 0;
let said = Promise.resolve();
let released = Promise.resolve();

export const isIdle = () => !sending && !due.size;
export const everythingSaid = () => said;
export const fingerUp = () => released;

/** Sends this form when the finger rests. */
export function sendSoon(form, send) {
  clearTimeout(due.get(form)?.timer);
  due.set(form, { timer: setTimeout(() => sendDue(form), PAUSE_MS), send });
}

function sendDue(form) {
  const { timer, send } = due.get(form);
  clearTimeout(timer);
  due.delete(form);
  send(form);
}

export const sendAllDue = () => [...due.keys()].forEach(sendDue);

/** What a request answers, counted while it is under way. */
export async function asked(request) {
  sending += 1;
  try {
    return await request;
  } finally {
    sending -= 1;
  }
}

/** Remembers that somebody is at work until this is over. */
export function keepSaying(work) {
  said = Promise.all([said, work]);
}

function pressed() {
  released = new Promise((over) => {
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(over), { once: true });
  });
}

// What is replaced under a finger would make its press one of nothing.
document.addEventListener("pointerdown", pressed);
// Whoever leaves at once takes nothing back: what waits for the finger to rest is sent on the way out.
addEventListener("pagehide", () => {
  for (const [form, { timer }] of due) {
    clearTimeout(timer);
    navigator.sendBeacon(form.action, new FormData(form));
  }
  due.clear();
});
