/** Fetches htmx when something that needs it is about to be pressed: most readers of a page never do. */

const NEEDS = "[hx-get], [hx-post]";
const { library } = document.querySelector("script[data-library]").dataset;
let loading = null;

const load = () =>
  (loading ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: library, onload: resolve });
    script.onerror = () => {
      loading = null;
      reject(new Error("htmx was not loaded"));
    };
    document.head.append(script);
  }));

const needing = ({ target }) => target instanceof Element && target.closest(NEEDS);
const prepare = (event) => needing(event) && !window.htmx && load().catch(() => {});

/** A press that comes too early waits for it, and goes the plain way where it cannot be had. */
async function pressed(event) {
  const element = needing(event);
  if (!element || window.htmx || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await load();
    element.click();
  } catch {
    if (element.href) location.assign(element.href);
  }
}

document.addEventListener("pointerover", prepare, { passive: true });
document.addEventListener("focusin", prepare);
document.addEventListener("click", pressed);
