/** Joins the topics that the page names, keeps them true, and tells the page as DOM events. */

import { ask, forgetAnswers, isWaiting, join, leave, newState, receive } from "./live/state.js";
import { Line } from "./live/line.js";
import { startPolling } from "./live/poll.js";
import { showStanding } from "./live/mark.js";
import { patienceOf, standingOf } from "./live/standing.js";
import { noteRoundTrip, noteServerTime } from "./live/servertime.js";
import { startRefetching } from "./live/refetch.js";

const FAILED_BEFORE_POLLING = 3;
const state = newState();
const askedAt = new Map();
const facts = { phase: "idle", lostAt: null, heardAt: Date.now(), why: "", refused: new Set() };
let stopPolling = null;

const { dataset } = document.documentElement;
const patience = patienceOf(dataset);

const show = () => showStanding(standingOf(facts, Date.now(), patience), facts);

function know(phase, more) {
  Object.assign(facts, { phase }, more);
  show();
}

const perform = {
  send({ frame }) {
    if (frame.type === "subscribe") askedAt.set(frame.id, performance.now());
    line.send(frame);
  },
  tell: ({ name, detail }) => document.body.dispatchEvent(new CustomEvent(name, { detail })),
  later: ({ topic }) => setTimeout(() => line.isOpen && perform.all(ask(state, topic)), 2000 + 3000 * Math.random()),
  all: (effects) => effects.forEach((effect) => perform[effect.do](effect)),
};

function noteTimes(frame) {
  if (frame.time) noteServerTime(frame.time);
  if (!askedAt.has(frame.id)) return;
  noteRoundTrip(performance.now() - askedAt.get(frame.id));
  askedAt.delete(frame.id);
}

const on = {
  frame(frame) {
    noteTimes(frame);
    if (frame.type === "welcome") welcomed();
    perform.all(receive(state, frame));
    if (frame.type !== "bye") heard();
  },
  lost(since) {
    forgetAnswers(state);
    askedAt.clear();
    know("lost", { lostAt: since });
  },
  failing(failures) {
    if (failures >= FAILED_BEFORE_POLLING) stopPolling ??= poll();
  },
  stopped: (code, reason) => know("stopped", { lostAt: Date.now(), why: reason || String(code) }),
};

/** Live is only said once every topic has been answered: an open socket proves nothing yet. */
function heard() {
  if (isWaiting(state)) return know(facts.phase, { lostAt: facts.lostAt ?? Date.now() });
  stopPolling?.();
  stopPolling = null;
  know("live", { heardAt: Date.now(), lostAt: null });
}

function welcomed() {
  forgetAnswers(state);
  if (facts.phase === "lost") facts.phase = "joining";
}

const poll = () =>
  startPolling(() => state.topics, {
    answers({ answers, time }) {
      noteServerTime(time);
      // What was asked of a socket that is gone stands in the way of nothing.
      forgetAnswers(state);
      answers.forEach((frame) => perform.all(receive(state, { ...frame, polled: true })));
      if (isWaiting(state)) this.missed();
      else know("polling", { lostAt: null, heardAt: Date.now() });
    },
    missed: () => know("polling", { lostAt: facts.lostAt ?? facts.heardAt }),
  });

const named = () =>
  new Map([...document.querySelectorAll("[data-topic]")].map(({ dataset }) => [dataset.topic, dataset.mode ?? "log"]));

function follow() {
  const wanted = named();
  for (const [topic, mode] of wanted) perform.all(join(state, { topic, mode }));
  for (const topic of [...state.topics.keys()]) if (!wanted.has(topic)) perform.all(leave(state, topic));
  if (facts.phase !== "idle" || !wanted.size) return show();
  know("connecting", { lostAt: Date.now() });
  line.open();
}

const url = new URL("/rt", location.href);
url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const line = new Line(url.href, on, Number(dataset.pulse ?? 0));
const hurry = () => facts.phase !== "idle" && line.hurry();

// A topic that is not told any more is old from now on, however well the others are.
document.body.addEventListener("rt:refused", ({ detail }) => facts.refused.add(detail.topic));
addEventListener("online", hurry);
addEventListener("offline", () => line.drop(1006, "", Date.now()));
addEventListener("pageshow", hurry);
document.addEventListener("visibilitychange", () => document.hidden || hurry());
document.body.addEventListener("htmx:load", follow);
document.body.addEventListener("rt:follow", follow);
// Who this browser is has changed: a socket that is open still is somebody else's.
document.body.addEventListener("rt:again", () => (line.drop(), hurry(), follow()));
document.body.addEventListener("rt:say", ({ detail }) => line.send({ type: "signal", ...detail }));
setInterval(show, 1000);
startRefetching();
// News is told as events: nothing is asked for before every module of the page can hear.
if (document.readyState === "complete") follow();
else addEventListener("DOMContentLoaded", follow, { once: true });
