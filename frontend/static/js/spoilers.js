/** Hides all scores of a list until it is known which of its games are watched late: a classic, blocking script. */
(() => {
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith("delay:"))) document.documentElement.dataset.wary = "";
  } catch {
    // A browser that keeps nothing for us watches nothing late.
  }
})();
