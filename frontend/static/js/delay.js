/** Goes to the delay remembered for this board before anything of the game is seen: a classic, blocking script. */
(() => {
  const asked = new URLSearchParams(location.search);
  if (asked.has("delay")) return;
  let kept = null;
  try {
    kept = localStorage.getItem(`delay:${document.currentScript.dataset.board}`);
  } catch {
    // A browser that keeps nothing for us has nothing to go to.
  }
  if (!/^([1-9]|[1-5]\d|60)$/.test(kept ?? "")) return;
  asked.set("delay", kept);
  // The page on its way here is of now: neither its title nor its figures may be read any further.
  stop();
  location.replace(`?${asked}`);
})();
