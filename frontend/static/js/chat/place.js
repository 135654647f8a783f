/** Puts something that floats beside what it belongs to, wholly inside the window. */

const GAP = 6;

export function placeBeside(floating, anchor) {
  const { top, bottom, right } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const below = bottom + GAP + height <= innerHeight;
  const y = below ? bottom + GAP : Math.max(GAP, top - GAP - height);
  const x = Math.min(Math.max(GAP, right - width), innerWidth - width - GAP);
  Object.assign(floating.style, { insetBlockStart: `${y}px`, insetInlineStart: `${x}px` });
}
