/** Small pictures bring their large one into view without adding steps to the way back. */

export function startGallery() {
  const large = document.querySelector("[data-gallery]");
  if (!large) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  document.querySelector(".gallery-small").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const picture = document.getElementById(link.hash.slice(1));
    large.scrollTo({ left: picture.offsetLeft - large.offsetLeft, behavior: still.matches ? "auto" : "smooth" });
  });
}
