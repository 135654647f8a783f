/** Sends presses one after another, each until it is answered; never keeps one back in silence. */

const DELAYS_MS = [400, 1000, 2000, 4000];
const delayOf = (attempt) => DELAYS_MS[Math.min(attempt, DELAYS_MS.length) - 1];

export class Outbox {
  #queue = [];
  #busy = false;
  #stop = null;
  #attempts = 0;

  /**
   * `post(press)` resolves to {answered, ok, body}; `positionNow()` is the newest known position;
   * `tell` has sending, done, refused, waiting and dropped, each called with the press.
   */
  constructor({ post, positionNow, newId, tell }) {
    Object.assign(this, { post, positionNow, newId, tell });
  }

  /** `press` is {command, says, button}. */
  add(press) {
    if (this.#attempts > 0) return this.tell.dropped(press);
    this.#queue.push({ ...press, id: this.newId() });
    this.tell.sending(press);
    this.#work();
  }

  /** Give up the press that has no answer; it may or may not have arrived. */
  giveUp() {
    this.#stop?.();
  }

  get isBusy() {
    return this.#busy;
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length) await this.#deliver(this.#queue.shift());
    this.#busy = false;
  }

  async #deliver(press) {
    // Said once: every repetition must be the very same request.
    press.expected = this.positionNow();
    for (this.#attempts = 0; ; ) {
      const { answered, ok, body } = await this.post(press);
      if (answered) return this.#answered(press, ok, body);
      this.#attempts += 1;
      this.#dropQueue();
      this.tell.waiting(press, this.#attempts);
      if (!(await this.#pause())) return this.#answered(press, false, null);
    }
  }

  #answered(press, ok, body) {
    this.#attempts = 0;
    if (ok) return this.tell.done(press, body);
    // What was pressed on a picture that proved wrong is not sent after it.
    this.#dropQueue();
    this.tell.refused(press, body);
  }

  #dropQueue() {
    this.#queue.splice(0).forEach((press) => this.tell.dropped(press));
  }

  #pause() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), delayOf(this.#attempts));
      this.#stop = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }
}
