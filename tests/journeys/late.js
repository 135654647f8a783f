/** A game whose news is delivered, lost and answered by snapshots, against what a late page holds back. */

import {
  boardShown, boxShown, catchUp, hearBoard, hearBox, hearPage, hearPlay, hearRevision, lacks, newHold, release,
} from "/static/js/board/holdback.js";

const DELAY = 20;
const KEPT = 4;

class World {
  constructor() {
    Object.assign(this, { now: 0, facts: [], wire: [], hold: newHold(0), shown: [], boards: [], boxes: [], early: [] });
  }

  get due() { return this.facts.filter(({ at }) => Date.parse(at) <= this.now - DELAY); }
  get until() { return this.now - DELAY; }
  page = (facts) => ({ plays: facts.slice(-KEPT), total: facts.length });

  commit(kind = "score") {
    const fact = { position: this.facts.length + 1, kind, at: new Date(this.now).toISOString() };
    this.facts.push(fact);
    this.wire.push(fact);
  }

  correct() { this.commit("edit"); }
  wait() { this.now += 7; this.turn(); }
  lose() { this.wire.length = 0; this.snapshot(); }

  deliver() {
    const fact = this.wire.shift();
    if (!fact) return;
    if (fact.kind === "edit") hearRevision(this.hold, { play: fact, placed: null, changed: [], marks: {} });
    else hearPlay(this.hold, fact);
    if (fact.position % 3) hearBoard(this.hold, fact);
    if (fact.position % 2) hearBox(this.hold, fact);
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
    if (lacks(this.hold, this.until).plays && catchUp(this.hold, this.page(due))) this.see(due);
    if (lacks(this.hold, this.until).board && due.length) {
      boardShown(this.hold, due.at(-1));
      boxShown(this.hold, due.at(-1));
      this.boards.push(due.length);
    }
  }

  turn() {
    const { news, state, box } = release(this.hold, this.until);
    this.see(news.map(({ play, revision }) => play ?? revision.play));
    if (state) this.boards.push(state.position);
    if (box) this.boxes.push(box.position);
    for (const told of [state, box]) if (told?.position > this.due.length) this.early.push(told.position);
  }

  see(plays) {
    const known = this.due.length;
    const positions = plays.map(({ position }) => position);
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
  return { head: world.facts.length, plays: world.shown, boards: world.boards, boxes: world.boxes, board: world.hold.board, early: world.early };
}
