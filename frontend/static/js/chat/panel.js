/** The room beside a game: fetched when it is first opened, and open again next time for who left it open. */

const KEY = "chat:panel";

function remember(isOpen) {
  try {
    localStorage.setItem(KEY, isOpen ? "open" : "");
  } catch {
    // It then opens closed the next time.
  }
}

const wasOpen = () => {
  try {
    return localStorage.getItem(KEY) === "open";
  } catch {
    return false;
  }
};

const styled = (href) =>
  new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });

async function fill(panel) {
  const slot = panel.querySelector("[data-slot]");
  const [answer, { mount }] = await Promise.all([
    fetch(panel.dataset.panel, { cache: "no-store" }),
    import("./talk.js"),
    ...panel.dataset.styles.split(" ").map(styled),
  ]);
  slot.innerHTML = await answer.text();
  const root = slot.querySelector("[data-chat]");
  if (root) mount(root);
}

for (const panel of document.querySelectorAll("details[data-panel]")) {
  panel.addEventListener("toggle", () => remember(panel.open));
  panel.addEventListener("toggle", () => fill(panel), { once: true });
  if (wasOpen()) panel.open = true;
}
