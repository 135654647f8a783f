/** Copies what a button names to the clipboard and says that it did. */

async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = button.dataset.done;
  } catch {
    // Without the clipboard the text is selected, ready for the reader's own copy.
    getSelection().selectAllChildren(source);
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
