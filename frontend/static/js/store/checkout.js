/** The checkout: another country is taxed at once, and whoever has pressed pay is on their way. */

const form = document.querySelector("[data-checkout]");
const part = () => form.querySelector("[data-cart-part]");

form.addEventListener("change", async ({ target }) => {
  if (!target.matches("[data-taxes]")) return;
  const asked = new URL(part().dataset.from, location.href);
  asked.searchParams.set("country", target.value);
  part().dataset.from = asked.pathname + asked.search;
  const { load } = await import("./parts.js");
  load(part()).catch(() => {});
});

// A cart that was ordered is empty: nobody is shown that while they wait for the next page.
form.addEventListener("submit", () => {
  part()?.removeAttribute("data-cart-part");
  form.querySelector("[data-pay]")?.setAttribute("data-sending", "");
});
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
