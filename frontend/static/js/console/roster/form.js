/** The roster of a team, written as lines and shown as a table; what is wrong names its line. */

import { openDialog } from "../../page/dialogs.js";
import { playersOf } from "../players.js";
import { lineOf, parseRoster, withIds } from "./lines.js";

const dialog = document.getElementById("roster");
const form = dialog.querySelector("form");
const words = form.dataset;
const lines = form.elements.lines;
const rows = form.querySelector("tbody");
const wrongs = form.querySelector("[data-wrong]");
let team = "home";
let send = null;

const newId = () => [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => (byte % 36).toString(36)).join("");
const said = ({ line, why, what }) => words[why].replace("{line}", line).replace("{what}", what);

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function cell(...children) {
  const made = document.createElement("td");
  made.append(...children);
  return made;
}

function tick(player, part, label) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: player[part] });
  box.setAttribute("aria-label", label.replace("{who}", player.name));
  Object.assign(box.dataset, { line: player.line, part });
  return box;
}

function rowOf(player) {
  const row = document.createElement("tr");
  row.append(
    cell(player.number), cell(player.name),
    cell(tick(player, "starter", words.starts)), cell(tick(player, "captain", words.leads)),
  );
  return row;
}

function show() {
  const { players, wrong } = parseRoster(lines.value);
  const starters = players.filter(({ starter }) => starter).length;
  rows.replaceChildren(...players.map(rowOf));
  const told = wrong.map(said);
  if (starters && starters !== Number(words.onCourt)) told.push(words.five.replace("{count}", starters));
  wrongs.replaceChildren(...told.map(paragraph));
  return { players, wrong };
}

/** A tick is written into its line: the lines are the only truth. There is one captain. */
function ticked({ target }) {
  const { line, part } = target.dataset;
  if (!part) return;
  const all = lines.value.split(/\r?\n/);
  for (const player of parseRoster(lines.value).players) {
    const its = player.line === Number(line);
    const captain = part === "captain" ? its && target.checked : player.captain;
    all[player.line - 1] = lineOf({ ...player, captain, starter: its && part === "starter" ? target.checked : player.starter });
  }
  lines.value = all.join("\n");
  show();
  rows.querySelector(`[data-line="${line}"][data-part="${part}"]`)?.focus();
}

function submitted(event) {
  event.preventDefault();
  const { players, wrong } = show();
  if (wrong.length) return lines.focus();
  const command = { kind: "roster", team, players: withIds(players, playersOf(team), newId) };
  send(command, document.querySelector(`[data-opens-roster="${team}"]`), {
    says: dialog.querySelector("h2").textContent,
    after: ({ ok, why }) => (ok ? dialog.close() : wrongs.replaceChildren(paragraph(why))),
  });
}

export function openRoster(side, press) {
  team = side;
  send = press;
  dialog.querySelector("[data-roster-team]").textContent =
    document.querySelector(`h2[data-team-name="${team}"]`).textContent;
  lines.value = playersOf(team).map(lineOf).join("\n");
  show();
  openDialog("roster");
}

lines.addEventListener("input", show);
rows.addEventListener("change", ticked);
form.addEventListener("submit", submitted);
