/** A screen in a hall stays awake as long as it shows the board. */

async function stayAwake() {
  if (document.hidden) return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The device's own settings then say when it sleeps.
  }
}

document.addEventListener("visibilitychange", stayAwake);
stayAwake();
