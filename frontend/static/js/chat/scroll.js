/** Keeps what is being read where it is, whatever is added above or below; the newest stays in view for who is there. */

const NEAR_PX = 60;
const FETCH_PX = 700;

/** The box is a column in reverse: its scroll position counts from the newest, so that it opens there without a script. */
export class Scroll {
  /** `on` has moved(), top() and bottom(): the ends have come near. */
  constructor(box, on) {
    Object.assign(this, { box, on });
    box.addEventListener("scroll", () => this.#moved(), { passive: true });
  }

  get fromBottom() {
    return Math.abs(this.box.scrollTop);
  }

  get fromTop() {
    return this.box.scrollHeight - this.box.clientHeight - this.fromBottom;
  }

  get isAtBottom() {
    return this.fromBottom < NEAR_PX;
  }

  /** More than a screen away from the newest. */
  get isFar() {
    return this.fromBottom > 1.5 * this.box.clientHeight;
  }

  toBottom() {
    this.box.scrollTop = 0;
  }

  /** Change the list by `draw`; the first row in view stays where it is, or the end stays in view. */
  keep(draw) {
    if (this.isAtBottom) {
      draw();
      return this.toBottom();
    }
    const anchor = this.#anchor();
    const before = anchor?.getBoundingClientRect().top;
    draw();
    if (anchor?.isConnected) this.box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  reveal(row, block = "center") {
    row.scrollIntoView({ block, behavior: "instant" });
  }

  /** The position of the newest row that is wholly in view, or 0. */
  get seen() {
    const end = this.box.getBoundingClientRect().bottom + 8;
    const rows = [...this.box.querySelectorAll("[data-seq]")];
    const shown = rows.findLast((row) => row.getBoundingClientRect().bottom <= end);
    return Number(shown?.dataset.seq ?? 0);
  }

  #anchor() {
    const { top } = this.box.getBoundingClientRect();
    const rows = [...this.box.querySelectorAll("[data-message]")];
    return rows.find((row) => row.getBoundingClientRect().bottom > top);
  }

  #moved() {
    if (this.fromTop < FETCH_PX) this.on.top();
    if (this.fromBottom < FETCH_PX) this.on.bottom();
    this.on.moved();
  }
}
