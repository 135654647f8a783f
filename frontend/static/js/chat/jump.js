/** Going elsewhere in a room's history: to a day, to the first unread, back to the newest. */

export function startJumping({ root, pane }) {
  const { dataset } = root;
  root.querySelector("[data-pill]").addEventListener("click", () => pane.toNewest());
  root.querySelector("[data-to-unread]")?.addEventListener("click", async (event) => {
    event.preventDefault();
    event.currentTarget.hidden = true;
    await pane.showSeq(Number(dataset.readSeq) + 1);
    pane.list.element.querySelector("[data-key=unread]")?.scrollIntoView({ block: "center" });
  });
  root.querySelector("form[data-to-day]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const day = new FormData(event.target).get("on");
    event.target.closest("details")?.removeAttribute("open");
    const found = await pane.history.onDay(day);
    await null;
    const first = found && pane.list.element.querySelector(`[data-key="day-${CSS.escape(day)}"]`);
    (first ?? pane.list.element.firstElementChild)?.scrollIntoView({ block: "start" });
  });
  if (dataset.at) pane.showSeq(Number(dataset.at));
}
