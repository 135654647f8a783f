/** Links to the parts of a page become tabs: one part is shown, the arrow keys go from tab to tab. */

function select(group, name) {
  for (const tab of group.querySelectorAll("[data-shows]")) {
    const isOn = tab.dataset.shows === name;
    tab.setAttribute("aria-selected", String(isOn));
    tab.tabIndex = isOn ? 0 : -1;
  }
  for (const part of group.querySelectorAll("[data-tab]")) part.hidden = part.dataset.tab !== name;
}

function turn(group, tab, key) {
  const tabs = [...group.querySelectorAll("[data-shows]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
  select(group, next.dataset.shows);
  next.focus();
}

function start(group) {
  group.querySelector("nav").setAttribute("role", "tablist");
  for (const tab of group.querySelectorAll("[data-shows]")) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.dataset.shows);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      select(group, tab.dataset.shows);
      history.replaceState(null, "", tab.hash);
    });
    tab.addEventListener("keydown", ({ key }) => turn(group, tab, key));
  }
  const parts = [...group.querySelectorAll("[data-tab]")];
  for (const part of parts) part.setAttribute("role", "tabpanel");
  const named = () => parts.find(({ id }) => `#${id}` === location.hash);
  select(group, (named() ?? parts[0]).dataset.tab);
  addEventListener("hashchange", () => named() && select(group, named().dataset.tab));
}

export const startTabs = () => document.querySelectorAll("[data-tabs]").forEach(start);
