/** A password can be looked at while it is typed, and is hidden again before it is sent. */

function offer(input, { show, hide }) {
  const button = document.createElement("button");
  const toggle = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? hide : show;
    button.setAttribute("aria-pressed", String(shown));
  };
  Object.assign(button, { type: "button", className: "button" });
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => toggle(input.type === "password"));
  // A browser keeps what is typed into plain text for the next person; a password it keeps for its owner.
  input.form.addEventListener("submit", () => toggle(false));
  toggle(false);
  const around = document.createElement("div");
  around.className = "shown";
  const hadFocus = document.activeElement === input;
  input.replaceWith(around);
  around.append(input, button);
  if (hadFocus) input.focus();
}

for (const root of document.querySelectorAll("[data-show]")) {
  for (const input of root.querySelectorAll("input[type=password]")) offer(input, root.dataset);
}
