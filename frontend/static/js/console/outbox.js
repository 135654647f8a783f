/** Sends presses one after another, each until it is answered; never loses one and never keeps one back in silence. */

import { isAbsolute, mayWait } from "./kinds.js";

const DELAYS_MS = [400, 1000, 2000, 4000];
const delayOf = (attempt) => DELAYS_MS[Math.min(attempt, DELAYS_MS.length) - 1];

export class Outbox {
  #queue = [];
  #busy = false;
  #stop = null;
  #attempts = 0;

  /**
   * `post(press)` resolves to {answered, ok, body}; `positionNow()` is the newest known position; `keep(presses)`
   * keeps what has no answer yet for a page that is loaded again; `tell` has sending, done, refused, waiting, held
   * and dropped, each called with the press.
   */
  constructor({ post, positionNow, newId, keep, tell }) {
    Object.assign(this, { post, positionNow, newId, keep, tell });
  }

  /** `press` is {command, says, button}. */
  add(press) {
    const late = this.#attempts > 0;
    if (late && !mayWait(press.command.kind)) return this.tell.dropped(press);
    // What stands on a picture says which: the one its sender saw when pressing, not the one it meets.
    const expected = isAbsolute(press.command.kind) ? this.positionNow() : null;
    const added = { ...press, id: this.newId(), expected, sent: false };
    this.#queue.push(added);
    this.#keep();
    if (late) this.tell.held(added, this.#queue.length - 1);
    else this.tell.sending(added);
    this.#work();
  }

  /** Presses that an earlier page had no answer to, under the ids they had. */
  resume(presses) {
    this.#queue.push(...presses);
    this.#keep();
    this.#work();
  }

  /** Give up what has no answer; the first of them may have arrived. */
  giveUp() {
    this.#stop?.();
  }

  get isBusy() {
    return this.#busy;
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length) await this.#deliver(this.#queue[0]);
    this.#busy = false;
  }

  async #deliver(press) {
    press.sent = true;
    this.#keep();
    for (this.#attempts = 0; ; ) {
      const { answered, ok, body } = await this.post(press);
      if (answered) return this.#answered(press, ok, body);
      this.#attempts += 1;
      this.#drop(({ command }) => !mayWait(command.kind));
      this.tell.waiting(press, this.#queue.length - 1);
      if (!(await this.#pause())) return this.#givenUp(press);
    }
  }

  #answered(press, ok, body) {
    this.#finish();
    if (ok) {
      this.#moveOn(body.position);
      return this.tell.done(press, body);
    }
    // What was pressed on a picture that proved wrong is not sent after it; what happened has happened.
    this.#drop(({ command }) => isAbsolute(command.kind));
    this.tell.refused(press, body);
  }

  #givenUp(press) {
    this.#finish();
    this.#drop(() => true);
    this.tell.refused(press, null);
  }

  #finish() {
    this.#attempts = 0;
    this.#queue.shift();
    this.#keep();
  }

  /** One's own press is no surprise to the presses that were made after it. */
  #moveOn(position) {
    for (const press of this.#queue) if (press.expected === position - 1) press.expected = position;
  }

  /** What is on its way stays. */
  #drop(falls) {
    const dropped = this.#queue.filter((press) => !press.sent && falls(press));
    this.#queue = this.#queue.filter((press) => !dropped.includes(press));
    this.#keep();
    dropped.forEach((press) => this.tell.dropped(press));
  }

  #keep() {
    this.keep(this.#queue);
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
