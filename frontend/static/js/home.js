/** The start page fetches what just came in, also where the news of it was missed. */

document.body.addEventListener("rt:snapshot", ({ detail: { topic, snapshot } }) => {
  const strip = document.getElementById("arrivals");
  if (topic !== strip?.dataset.topic) return;
  const newest = snapshot.products[0]?.id ?? "";
  if (newest !== strip.dataset.newest) strip.dispatchEvent(new CustomEvent("arrivals.changed", { bubbles: true }));
});
