/** Another currency is shown as soon as it is chosen; the button is for who has no scripts. */

export function startCurrency() {
  for (const choice of document.querySelectorAll("select[data-submits]")) {
    choice.form.querySelector("[data-submit]").hidden = true;
    choice.addEventListener("change", () => choice.form.requestSubmit());
  }
}
