/** Asks before something that cannot be undone, with a reason or a length of time where one is needed. */

import { say } from "./words.js";

const dialog = () => document.getElementById("chat-ask");

/** Resolves to {reason, minutes}, or null when it was left. `what` names sentences and fields: "report", "mute", … */
export function ask(what, facts) {
  const box = dialog();
  const form = box.querySelector("form");
  const capital = what[0].toUpperCase() + what.slice(1);
  box.querySelector("h2").textContent = say(`ask${capital}`, facts);
  box.querySelector("[data-ask-more]").textContent = say(`ask${capital}More`, facts);
  box.querySelector("[type=submit]").textContent = say(`ask${capital}Yes`, facts);
  for (const field of box.querySelectorAll("[data-for]")) {
    field.hidden = !field.dataset.for.split(" ").includes(what);
    for (const input of field.querySelectorAll("input, select, textarea")) input.disabled = field.hidden;
  }
  form.reset();
  box.showModal();
  return new Promise((resolve) => {
    let answer = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      answer = Object.fromEntries(new FormData(form));
      box.close();
    };
    box.onclose = () => resolve(answer);
  });
}
