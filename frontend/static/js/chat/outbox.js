/** Sends messages one after another, each until it is answered; the same id makes every repetition harmless. */

const DELAYS_MS = [500, 1000, 2000, 4000, 6000];

export class Outbox {
  #queue = [];
  #busy = false;
  #wake = null;

  /** `post(waiting)` answers {answered, ok, body, wait}; `tell` has sent(waiting, body) and failed(waiting, body). */
  constructor({ post, tell }) {
    Object.assign(this, { post, tell });
    addEventListener("online", () => this.#wake?.());
  }

  add(waiting) {
    if (this.#queue.some(({ id }) => id === waiting.id)) return;
    this.#queue.push(waiting);
    this.#work();
  }

  /** Whatever was not sent yet will not be. */
  clear() {
    this.#queue.length = 0;
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length) {
      await this.#deliver(this.#queue[0]);
      this.#queue.shift();
    }
    this.#busy = false;
  }

  async #deliver(waiting) {
    for (let attempt = 0; ; attempt += 1) {
      const { answered, ok, body, status, wait } = await this.post(waiting);
      if (answered && ok) return this.tell.sent(waiting, body);
      const isLast = attempt >= DELAYS_MS.length;
      // Too many at once is waited out where it is short; every other "no" is told.
      const isFull = status === 429 && wait > 0 && wait <= 12;
      if ((answered && !isFull) || isLast) return this.tell.failed(waiting, body);
      await this.#pause(isFull ? wait * 1000 : DELAYS_MS[attempt]);
    }
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
