/** Fragments that refetch themselves on an event do it once for a burst, and not all at once. */

const JITTER_MS = 800;
const due = new WeakSet();

const fromTheWire = (event) => typeof event?.detail?.seq === "number";

/** htmx asks before each request; a live one waits a moment and takes its fellows with it. */
function spread(event) {
  const { elt, triggeringEvent, issueRequest } = event.detail;
  if (!fromTheWire(triggeringEvent)) return;
  event.preventDefault();
  if (due.has(elt)) return;
  due.add(elt);
  setTimeout(() => {
    due.delete(elt);
    if (elt.isConnected && !elt.contains(document.activeElement)) issueRequest(true);
  }, 150 + JITTER_MS * Math.random());
}

export const startRefetching = () => document.body.addEventListener("htmx:confirm", spread);
