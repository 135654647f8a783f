/** One past play in hand: take it out, change it, or add another after it, each with a reason. */

import { nameOf, playersOf } from "../players.js";
import { built, FIELDS, wordsOf } from "./build.js";

const form = document.querySelector("[data-review-form]");
const { elements } = form;
const told = form.querySelector("[data-review-play]");
const becomes = form.querySelector("[data-becomes]");
const wrong = form.querySelector("[data-wrong]");
let play = null;

const way = () => elements.way.value;

function fillPlayers() {
  for (const name of ["player", "assist"]) {
    const before = elements[name].value;
    const options = playersOf(elements.team.value).map((player) => new Option(nameOf(player), player.id));
    elements[name].replaceChildren(new Option(elements[name].dataset.nobody, ""), ...options);
    elements[name].value = before;
    if (elements[name].selectedIndex < 0) elements[name].value = "";
  }
}

function show() {
  const writes = way() !== "strike";
  const fields = FIELDS[elements.kind.value];
  form.querySelector("[data-review-command]").hidden = !writes;
  for (const field of form.querySelectorAll("[data-field]")) field.hidden = !fields.includes(field.dataset.field);
  elements.text.required = writes && fields.includes("text");
  becomes.textContent = form.dataset[way()].replace("{play}", told.textContent).replace("{now}", writes ? wordsOf(form) : "");
}

/** The fields as the play has them, so that only what is wrong needs to be touched; another play begins with points. */
function fill() {
  elements.kind.value = way() === "edit" ? play.kind : "score";
  elements.team.value = play.team || "home";
  elements.points.value = play.points || 2;
  elements.text.value = play.kind === "note" ? play.text : "";
  elements.foul.value = "personal";
  fillPlayers();
  const whose = way() === "edit" ? play : {};
  elements.player.value = whose.player?.id ?? "";
  elements.assist.value = whose.assist?.id ?? "";
}

/** `line` is the play in words; only plays that can be written in the past can be changed into one. */
export function openForm(chosen, line) {
  play = chosen;
  told.textContent = line;
  wrong.textContent = "";
  elements.reason.value = "";
  const first = play.position === 0;
  for (const radio of elements.way) radio.closest("label").hidden = first ? radio.value !== "insert" : radio.value === "edit" && !(play.kind in FIELDS);
  elements.way.value = first ? "insert" : play.kind in FIELDS ? "edit" : "strike";
  fill();
  show();
  form.hidden = false;
  [...elements.way].find(({ checked }) => checked).focus();
}

export const closeForm = () => { form.hidden = true; };

function command() {
  const reason = elements.reason.value.trim();
  if (way() === "strike") return { kind: "strike", position: play.position, reason };
  if (way() === "edit") return { kind: "edit", position: play.position, command: built(form), reason };
  return { kind: "insert", after: play.position, command: built(form), reason };
}

/** `press` sends it; `done` is called once the board has taken it. */
export function startForm(press, done) {
  form.addEventListener("input", ({ target }) => {
    if (target.name === "way") fill();
    if (target === elements.team) fillPlayers();
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wrong.textContent = "";
    const opener = document.querySelector("[data-opens-review]");
    press(command(), opener, {
      says: becomes.textContent,
      after: ({ ok, why }) => (ok ? done() : (wrong.textContent = why)),
    });
  });
}
