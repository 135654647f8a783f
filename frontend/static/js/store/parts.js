/** Lines and sums of the cart: sent without leaving the page, shown at once, and put right by what the server says. */

import { asked, everythingSaid, fingerUp, isIdle, keepSaying, sendAllDue, sendSoon } from "./busy.js";
import { money } from "./money.js";

const PART = { "X-Part": "cart" };
const MARKED_MS = 1200;
let reading = false;
let newest = null;

const shown = () =>
  [...document.querySelectorAll("[data-cart-part]")].filter((part) => part.closest("dialog")?.open !== false);
const isBehind = (part) => newest !== null && part.dataset.version !== String(newest);

/** The cart is another one by now: whatever shows it is read again, unless it shows that already. */
export async function follow(version) {
  newest = version;
  if (reading) return;
  reading = true;
  try {
    for (let part; isIdle() && (part = shown().find(isBehind)); ) if (!(await load(part))) break;
  } finally {
    reading = false;
  }
}

/** Reads one part anew; whether it came. */
export async function load(part) {
  // Whoever is offline now hears of it when they are back.
  const answer = await fetch(part.dataset.from, { headers: PART }).catch(() => null);
  if (!answer?.ok) return false;
  const html = await answer.text();
  await fingerUp();
  if (!isIdle()) return false;
  const fresh = swap(part, html);
  if (fresh && isBehind(fresh)) newest = Number(fresh.dataset.version);
  return Boolean(fresh);
}

function swap(part, html) {
  const fresh = document.createRange().createContextualFragment(html).querySelector("[data-cart-part]");
  if (!fresh || !part.isConnected) return null;
  const giveBack = holdPlace(part);
  markChanges(part, fresh);
  part.replaceWith(fresh);
  giveBack(fresh);
  document.body.dispatchEvent(new Event("rt:follow"));
  return fresh;
}

const inLine = ({ line, name, value }) => `[data-line="${line}"] [name="${name}"]${value ? `[value="${value}"]` : ""}`;

/** Whoever is in a field stays there, and what they have typed does too. */
function holdPlace(part) {
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  if (!active) return () => {};
  const line = active.closest("[data-line]")?.dataset.line;
  const isField = active.matches("input, select");
  const typed = isField && active.value !== active.defaultValue && !("sent" in active.dataset) ? active.value : null;
  const place = { line, name: active.name, value: isField ? "" : active.value };
  return (fresh) => {
    const same = line && active.name ? fresh.querySelector(inLine(place)) : null;
    if (same && typed !== null) same.value = typed;
    (same && !same.disabled ? same : fresh.querySelector(".cart-undo button, [name=quantity], a"))?.focus();
  };
}

function markChanges(part, fresh) {
  for (const figure of fresh.querySelectorAll("[data-line-total], [data-cart-total]")) {
    const line = figure.closest("[data-line]")?.dataset.line;
    const was = part.querySelector(line ? `[data-line="${line}"] [data-line-total]` : "[data-cart-total]");
    if (!was || was.textContent === figure.textContent) continue;
    figure.dataset.changed = "";
    setTimeout(() => delete figure.dataset.changed, MARKED_MS);
  }
}

async function post(form, entries) {
  const part = form.closest("[data-cart-part]");
  let html = "";
  try {
    html = await asked(fetch(form.action, { method: "POST", headers: PART, body: entries }).then((answer) => answer.text()));
  } catch {
    part.querySelector(".cart-notices").textContent = part.dataset.offline;
    form.reset();
  }
  await fingerUp();
  // Another line waits to be sent: its answer tells of this one too.
  if (isIdle() && html && !swap(part, html)) location.reload();
  if (newest !== null) follow(newest);
}

/** A step is seen at once, and sent when the finger rests. */
function step(form, by) {
  const field = form.elements.quantity;
  const wanted = Number(field.value) + Number(by?.value || 0);
  const line = form.closest("[data-line]");
  if (Number.isInteger(wanted)) {
    field.value = Math.min(Math.max(wanted, 1), Number(field.dataset.most));
    showTotal(line, Number(field.value));
  }
  field.dataset.sent = "";
  sendSoon(form, send);
}

function send(form, by = null) {
  keepSaying(post(form, new FormData(form, by)));
}

const isPlain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);

/** A link out of the cart is followed once everything has been said: the next page counts on it. */
async function left(event) {
  const link = event.target.closest("[data-cart-part] a[href]");
  if (!link || isIdle() || !isPlain(event)) return;
  event.preventDefault();
  sendAllDue();
  await everythingSaid();
  location.assign(link.href);
}

function showTotal(line, quantity) {
  const total = line.querySelector("[data-line-total]");
  const { currency, decimals } = line.closest("[data-cart-part]").dataset;
  if (total) total.textContent = money(line.dataset.unit * quantity, currency, Number(decimals));
}

function submitted(event) {
  const form = event.target.closest("[data-cart-form]");
  if (!form) return;
  event.preventDefault();
  if (form.matches("[data-stepper]")) step(form, event.submitter);
  else send(form, event.submitter);
}

document.addEventListener("submit", submitted);
document.addEventListener("click", left);
document.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-on-change]")) target.form.requestSubmit();
  if (target.form?.matches("[data-stepper]")) step(target.form, null);
});
