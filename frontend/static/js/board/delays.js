/** Remembers on this device which delay was chosen for a board; the form itself goes there. */

function remember(key, delay) {
  try {
    if (Number(delay)) localStorage.setItem(key, delay);
    else localStorage.removeItem(key);
  } catch {
    // The delay then lasts as long as its address.
  }
}

export function startDelays() {
  for (const choices of document.querySelectorAll("[data-delays]")) {
    choices.addEventListener("submit", ({ target, submitter }) =>
      remember(`delay:${choices.dataset.delays}`, submitter?.value || target.elements.delay.value));
  }
}
