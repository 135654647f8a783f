/** Holds one state and tells those who show it, once for a burst of changes. */

export function newStore(state) {
  const shown = new Set();
  let isDue = false;
  const show = () => {
    isDue = false;
    for (const draw of shown) draw(state);
  };
  return {
    get state() {
      return state;
    },
    /** `change(state, ...facts)` gives the next state. */
    change(change, ...facts) {
      const next = change(state, ...facts);
      if (next === state) return;
      state = next;
      if (isDue) return;
      isDue = true;
      queueMicrotask(show);
    },
    onChange: (draw) => shown.add(draw),
  };
}
