/** The cart on every page: its count stays true, it opens as a drawer where there is room, and forms put things in. */

const wide = matchMedia("(min-width: 48rem)");
const PART = { "X-Part": "cart" };
const { body } = document;
const button = () => document.querySelector("[data-cart-button]");
const drawer = () => document.getElementById("cart-drawer");
const isHere = () => document.querySelector("main [data-cart-part]");
// Nobody who only reads needs what keeps lines true.
const parts = () => import("./parts.js");

function showCount(quantity) {
  const badge = button()?.querySelector("[data-cart-count]");
  if (!badge) return;
  badge.textContent = quantity;
  badge.hidden = !quantity;
}

async function told({ detail: { topic, data, snapshot } }) {
  if (!topic.startsWith("cart.")) return;
  const cart = data ?? snapshot;
  showCount(cart.quantity);
  if (isHere() || drawer()?.open) (await parts()).follow(cart.version);
}

/** The drawer's sheet is fetched with it: what is shown before it came would jump. */
function styled() {
  const { style } = button().dataset;
  if (document.querySelector(`link[href="${style}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}

async function openDrawer() {
  const part = drawer().querySelector("[data-cart-part]");
  const [{ load }] = await Promise.all([parts(), styled()]);
  if (!(await load(part))) throw new Error("the cart did not come");
  if (!drawer().open) drawer().showModal();
}

function pressed(event) {
  const opener = event.target.closest("[data-cart-button]");
  if (!opener || isHere() || !wide.matches || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  openDrawer().catch(() => location.assign(opener.href));
}

/** A browser that nobody knew has a cart now: its socket has to say anew who it is. */
function welcome(fresh) {
  const isNew = !button().dataset.topic && fresh.dataset.topic;
  button().replaceWith(fresh);
  body.dispatchEvent(new Event(isNew ? "rt:again" : "rt:follow"));
}

/** What was typed for another way to have it is not meant. */
function saidIn(form, by) {
  const said = new FormData(form, by);
  for (const field of form.querySelectorAll(".field input")) if (!field.offsetParent) said.delete(field.name);
  return said;
}

async function add(form, by) {
  const answer = await fetch(form.action, { method: "POST", headers: PART, body: saidIn(form, by) });
  const came = document.createRange().createContextualFragment(await answer.text());
  const [next, known] = [came.querySelector("[data-cart-add]"), came.querySelector("[data-cart-button]")];
  if (!next || !known) throw new Error("no form came back");
  form.replaceWith(next);
  welcome(known);
  if (answer.ok && wide.matches) await openDrawer();
  else next.querySelector("[aria-invalid], [role=status] a, button")?.focus();
}

function submitted(event) {
  const form = event.target.closest("[data-cart-add]");
  // A button with an address of its own is no matter of the cart's.
  if (!form || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if ("sending" in form.dataset) return;
  form.dataset.sending = "";
  // What a script cannot do, a page can, and says why.
  add(form, event.submitter).catch(() => form.isConnected && HTMLFormElement.prototype.submit.call(form));
}

body.addEventListener("cart.changed", told);
body.addEventListener("rt:snapshot", told);
document.addEventListener("click", pressed);
document.addEventListener("submit", submitted);
if (isHere()) parts();
