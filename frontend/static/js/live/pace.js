/** Keeps what is sent below the server's limit on inbound frames: a burst, then a steady rate. */

const BURST = 40;
const PER_SECOND = 8;

export class Pace {
  #queue = [];
  #credit = BURST;
  #at = performance.now();
  #timer = null;

  constructor(write) {
    this.write = write;
  }

  send(text) {
    this.#queue.push(text);
    this.#flush();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #flush() {
    const now = performance.now();
    this.#credit = Math.min(BURST, this.#credit + ((now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    while (this.#queue.length && this.#credit >= 1) {
      this.#credit -= 1;
      this.write(this.#queue.shift());
    }
    clearTimeout(this.#timer);
    if (this.#queue.length) this.#timer = setTimeout(() => this.#flush(), 1000 / PER_SECOND);
  }
}
