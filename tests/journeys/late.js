/** A game whose news is delivered, lost and answered by snapshots, against what a late page holds back. */

import { boardShown, catchUp, hearBoard, hearPage, hearPlay, lacks, newHold, release } from "/static/js/board/holdback.js";

const DELAY = 20;
const KEPT = 4;

class World {
  constructor() {
    Object.assign(this, { now: 0, facts: [], wire: [], hold: newHold(0), shown: [], boards: [], early: [] });
  }

  get due() { return this.facts.filter(({ at }) => Date.parse(at) <= this.now - DELAY); }
  page = (facts) => ({ plays: facts.slice(-KEPT), total: facts.length });

  commit() {
    const fact = { position: this.facts.length + 1, at: new Date(this.now).toISOString() };
    this.facts.push(fact);
    this.wire.push(fact);
  }

  wait() { this.now += 7; this.turn(); }
  lose() { this.wire.length = 0; this.snapshot(); }

  deliver() {
    const fact = this.wire.shift();
    if (!fact) return;
    hearPlay(this.hold, fact);
    if (fact.position % 3) hearBoard(this.hold, fact);
    this.turn();
  }

  snapshot() {
    this.wire.length = 0;
    hearPage(this.hold, this.page(this.facts));
    if (this.facts.length) hearBoard(this.hold, this.facts.at(-1));
    this.turn();
  }

  fetch() {
    const { due } = this;
    if (lacks(this.hold).plays && catchUp(this.hold, this.page(due))) this.see(due.map(({ position }) => position));
    if (lacks(this.hold).board && due.length) {
      boardShown(this.hold, due.at(-1));
      this.boards.push(due.length);
    }
  }

  turn() {
    const { plays, state } = release(this.hold, this.now - DELAY);
    this.see(plays.map(({ position }) => position));
    if (state) this.boards.push(state.position);
  }

  see(positions) {
    const known = this.due.length;
    this.early.push(...positions.filter((position) => position > known));
    this.shown.push(...positions.filter((position) => !this.shown.includes(position)));
  }
}

/** Runs the steps, lets time pass and answers come, and says what was seen and what was seen too early. */
export function watchLate(steps) {
  const world = new World();
  for (const step of steps) world[step]();
  world.snapshot();
  for (let round = 0; round < 8; round += 1) {
    world.wait();
    world.fetch();
    world.turn();
  }
  return { head: world.facts.length, plays: world.shown, boards: world.boards, board: world.hold.board, early: world.early };
}
