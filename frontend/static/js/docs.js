// The pages about the API: finds operations by words, and opens the one that the address names.

const found = document.querySelector("[data-find]");
const none = document.querySelector("[data-none]");

function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details")) {
    target.open = true;
    target.scrollIntoView({ block: "start" });
  }
}

function show(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text) => words.every((word) => text.includes(word));
  let left = 0;
  for (const operation of document.querySelectorAll("details[data-words]")) {
    operation.hidden = !fits(operation.dataset.words.toLowerCase());
    const line = document.querySelector(`[data-for="${CSS.escape(operation.id)}"]`);
    if (line) line.hidden = operation.hidden;
    left += operation.hidden ? 0 : 1;
  }
  for (const room of document.querySelectorAll("[data-room]")) {
    room.hidden = ![...room.querySelectorAll("[data-words], [data-for]")].some((one) => !one.hidden);
  }
  none.hidden = left > 0;
}

found?.addEventListener("input", () => show(found.value));
// What was typed before this script came, or is there again after going back.
if (found?.value) show(found.value);
window.addEventListener("hashchange", open);
open();
