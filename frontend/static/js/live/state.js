/** What this tab holds of each topic, as a pure machine: a frame goes in, effects come out. */

const entry = (mode) => ({ mode, since: null, asked: null, again: false });

/** `topics` is a list of {topic, mode}; mode is "log" or "latest". */
export const newState = (topics = []) => ({
  topics: new Map(topics.map(({ topic, mode }) => [topic, entry(mode)])),
  nextId: 1,
});

const send = (frame) => ({ do: "send", frame });
const tell = (name, detail) => ({ do: "tell", name, detail });

/** Ask for a topic from where it stopped; while one answer is awaited, remember to ask again. */
export function ask(state, topic) {
  const held = state.topics.get(topic);
  if (!held) return [];
  if (held.asked !== null) {
    held.again = true;
    return [];
  }
  held.asked = state.nextId++;
  return [send({ type: "subscribe", id: held.asked, topic, since: held.since })];
}

/** Join one more topic that the page now names. */
export function join(state, { topic, mode }) {
  if (state.topics.has(topic)) return [];
  state.topics.set(topic, entry(mode));
  return ask(state, topic);
}

/** Leave a topic that the page no longer names. */
export function leave(state, topic) {
  if (!state.topics.delete(topic)) return [];
  return [send({ type: "unsubscribe", id: state.nextId++, topic })];
}

/** Answers to what an old connection asked will never come. */
export function forgetAnswers(state) {
  for (const held of state.topics.values()) Object.assign(held, { asked: null, again: false });
}

/** Whether an answer is still awaited: until it comes, what is shown may be old. */
export const isWaiting = ({ topics }) => [...topics.values()].some(({ asked, since }) => asked !== null || !since);

const missed = (held, seq) => !held.since || held.since.seq < seq;

function startAgain(state, held, topic) {
  held.since = null;
  return ask(state, topic);
}

function advance(state, held, frame, replayed) {
  const { topic, seq, name, data, at } = frame;
  if (!held.since || seq <= held.since.seq) return [];
  if (held.mode === "log" && seq !== held.since.seq + 1) return ask(state, topic);
  held.since = { epoch: held.since.epoch, seq };
  return [tell(name, { topic, seq, data, at, replayed })];
}

function replay(state, held, frame) {
  const effects = frame.events.flatMap((event) => advance(state, held, event, true));
  if (held.mode === "latest" && held.since) held.since.seq = Math.max(held.since.seq, frame.seq);
  if (!missed(held, frame.seq)) return effects;
  return [...effects, ...startAgain(state, held, frame.topic)];
}

function replace(held, { topic, epoch, seq, snapshot }) {
  held.since = { epoch, seq };
  return [tell("rt:snapshot", { topic, snapshot, epoch, seq })];
}

/** An answer nobody asked for may be old: it never takes the same epoch backwards. */
const isOld = (held, frame, ours) =>
  !ours && held.since?.epoch === frame.epoch && frame.seq < held.since.seq;

function subscribed(state, held, frame) {
  const ours = frame.polled === true || frame.id === held.asked;
  if (isOld(held, frame, ours)) return [];
  const again = held.again;
  Object.assign(held, { asked: null, again: false });
  const effects = frame.recovered ? replay(state, held, frame) : replace(held, frame);
  return again ? [...effects, ...ask(state, frame.topic)] : effects;
}

function heartbeat(state, { heads = {} }) {
  const behind = Object.entries(heads).filter(([topic, head]) => {
    const held = state.topics.get(topic);
    return held && missed(held, head);
  });
  return [send({ type: "pong" }), ...behind.flatMap(([topic]) => ask(state, topic))];
}

const RETRY = new Set(["unavailable", "rate_limited"]);

function refused(state, frame) {
  const found = [...state.topics].find(
    ([topic, held]) => topic === frame.topic || (frame.id !== null && held.asked === frame.id),
  );
  if (!found) return [];
  const [topic, held] = found;
  Object.assign(held, { asked: null, again: false });
  if (RETRY.has(frame.code)) return [{ do: "later", topic }];
  state.topics.delete(topic);
  return [tell("rt:refused", { topic, code: frame.code, message: frame.message })];
}

function revoked(state, { topic }) {
  return state.topics.delete(topic) ? [tell("rt:refused", { topic, code: "revoked" })] : [];
}

/** Apply one frame; the list of {do: "send" | "tell" | "later"} says what must now happen. */
export function receive(state, frame) {
  const held = state.topics.get(frame.topic);
  switch (frame.type) {
    case "welcome": return [...state.topics.keys()].flatMap((topic) => ask(state, topic));
    case "subscribed": return held ? subscribed(state, held, frame) : [];
    case "event": return held ? advance(state, held, frame, false) : [];
    case "signal": return held ? [tell("rt:signal", frame)] : [];
    case "heartbeat": return heartbeat(state, frame);
    case "revoked": return revoked(state, frame);
    case "error": return refused(state, frame);
    default: return [];
  }
}
