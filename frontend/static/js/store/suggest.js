/** A combobox: what may be meant appears while one types; arrows choose, Enter goes there, Escape closes. */

const box = document.querySelector("[data-suggest]");
const input = box?.querySelector("input");
const list = box?.querySelector("[role=listbox]");
const told = box?.querySelector("[data-told]");
const WAIT_MS = 120;
const kept = new Map();
let timer = 0;
let asked = 0;
let chosen = -1;

const options = () => [...list.children];

function close() {
  list.hidden = true;
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function choose(place) {
  chosen = place;
  options().forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
  const option = options()[place];
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function row(suggestion, place, kinds) {
  const option = document.createElement("li");
  option.id = `suggestion-${place}`;
  option.role = "option";
  option.dataset.url = suggestion.url;
  option.setAttribute("aria-selected", "false");
  const kind = document.createElement("span");
  kind.textContent = kinds[suggestion.kind];
  option.append(suggestion.label, kind);
  return option;
}

function show(suggestions) {
  const kinds = JSON.parse(box.dataset.kinds);
  list.replaceChildren(...suggestions.map((one, place) => row(one, place, kinds)));
  told.textContent = suggestions.length
    ? box.dataset.some.replace("{count}", suggestions.length)
    : box.dataset.none;
  if (!suggestions.length || document.activeElement !== input) return close();
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  choose(-1);
}

async function suggestionsFor(words) {
  if (!kept.has(words)) {
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`);
    if (!answer.ok) return [];
    kept.set(words, (await answer.json()).suggestions);
  }
  return kept.get(words);
}

async function ask() {
  const words = input.value.trim();
  const mine = (asked += 1);
  if (words.length < 2) return close();
  try {
    const found = await suggestionsFor(words);
    // An older answer never replaces a newer one.
    if (mine === asked) show(found);
  } catch {
    close();
  }
}

function press(event) {
  const count = options().length;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
    event.preventDefault();
    if (list.hidden) return ask();
    const step = event.key === "ArrowDown" ? 1 : -1;
    // One place beyond the ends is the input itself.
    choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
  } else if (event.key === "Enter" && chosen >= 0) {
    event.preventDefault();
    location.assign(options()[chosen].dataset.url);
  } else if (event.key === "Tab") close();
  return undefined;
}

if (box) {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", () => {
    asked += 1;
    clearTimeout(timer);
    close();
  });
  // Before the input loses its focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[data-url]");
    if (option) location.assign(option.dataset.url);
  });
}
