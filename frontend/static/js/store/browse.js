/** Filters stand open beside the list where there is room, and addresses say only what was chosen. */

const wide = matchMedia("(min-width: 56.01rem)");
const filters = () => document.querySelector("[data-filters]");

let open = wide.matches;

const unfold = () => {
  const found = filters();
  if (!found) return;
  found.open = open;
  // What somebody opened stays open when the list around it is drawn anew.
  found.addEventListener("toggle", () => {
    open = found.open;
  });
};

wide.addEventListener("change", () => {
  open = wide.matches;
  unfold();
});
unfold();
document.body.addEventListener("htmx:afterSettle", ({ detail }) => detail.target.id === "browse" && unfold());
document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.matches("#find")) return;
  for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
});
