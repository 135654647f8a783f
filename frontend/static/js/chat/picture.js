/** Shows a picture as large as the window allows, over the page. */

export function showPicture(link) {
  const dialog = document.getElementById("chat-picture");
  const small = link.querySelector("img");
  const image = dialog.querySelector("img");
  image.alt = small.alt;
  image.src = link.href;
  dialog.querySelector("[data-name]").textContent = small.alt;
  dialog.querySelector("a").href = link.href;
  dialog.showModal();
}
