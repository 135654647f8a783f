/** After a board was opened: a reload goes to its console and does not open a second board. */

const made = document.querySelector("[data-created]");
if (made) history.replaceState(null, "", made.dataset.created);
