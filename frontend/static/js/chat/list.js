/** Makes the rows of a list say what its items say: rows keep their places, their focus and what is open in them. */

import { fill } from "./rows.js";

const shapes = { message: "message", pending: "message", notices: "notices", day: "day", unread: "unread" };

function newRow(type) {
  const shape = document.getElementById("chat-rows").content.querySelector(`[data-shape=${shapes[type]}]`);
  return shape.cloneNode(true);
}

const isSame = (one, other) => one && one.of === other.of && one.type === other.type && one.grouped === other.grouped;
// A run of notices is a new list each time, and short.
const isFilled = (row, item) => item.type !== "notices" && isSame(row.shownItem, item);

export class List {
  #rows = new Map();

  /** `element` is the list; rows that the server wrote are taken over. */
  constructor(element, facts) {
    Object.assign(this, { element, facts });
    for (const row of element.children) if (row.dataset.key) this.#rows.set(row.dataset.key, row);
  }

  /** Rows that are new, in order. */
  show(items) {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, row] of this.#rows) if (!keys.has(key)) this.#drop(key, row);
    const fresh = [];
    let next = this.element.firstElementChild;
    for (const item of items) {
      const row = this.#rows.get(item.key) ?? this.#make(item, fresh);
      if (row === next) next = next.nextElementSibling;
      else this.element.insertBefore(row, next);
      if (!isFilled(row, item)) fill(row, item, this.facts);
      row.shownItem = item;
    }
    return fresh;
  }

  clear() {
    this.#rows.clear();
    this.element.replaceChildren();
  }

  #make(item, fresh) {
    const row = newRow(item.type);
    row.dataset.key = item.key;
    this.#rows.set(item.key, row);
    fresh.push(row);
    return row;
  }

  #drop(key, row) {
    row.remove();
    this.#rows.delete(key);
  }
}
