/** Lets the reader's device share a page, where it can. */

export function startSharing() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("[data-shares]")) {
    button.hidden = false;
    // Who changes their mind has done nothing wrong.
    button.addEventListener("click", () =>
      navigator.share({ url: button.dataset.shares, title: button.dataset.title }).catch(() => {}),
    );
  }
}
