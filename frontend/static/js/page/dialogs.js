/** Opens and closes <dialog>s from buttons, and the list of shortcuts from "?". */

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function pressed({ target }) {
  const opener = target.closest("[data-opens]");
  if (opener) openDialog(opener.dataset.opens);
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  // A click on the dialog itself, not on what is in it, is a click on the backdrop.
  if (target instanceof HTMLDialogElement) target.close();
}

export const startDialogs = () => document.addEventListener("click", pressed);
