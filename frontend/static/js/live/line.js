/** One WebSocket at a time to /rt: opens it, notices when it is dead, opens it again. */

import { delayAfterClose, policyOf, STABLE_SECONDS } from "./backoff.js";
import { HANDSHAKE_MS, silenceAllowed } from "./standing.js";
import { startAcks } from "./acks.js";
import { Pace } from "./pace.js";
import { startPulse } from "./pulse.js";

export class Line {
  /** `on` has frame(frame), lost(since), failing(failures) and stopped(code, reason); `pulse` seconds, or 0. */
  constructor(url, on, pulse = 0) {
    Object.assign(this, { url, on, pulse, socket: null, timer: null, stopped: false });
    Object.assign(this, { attempt: 0, failures: 0 });
    this.heartbeat = 25;
  }

  open() {
    clearTimeout(this.timer);
    if (this.stopped || this.socket) return;
    const socket = new WebSocket(this.url, "rt.v1");
    this.pace = new Pace((text) => socket.readyState === WebSocket.OPEN && socket.send(text));
    Object.assign(this, { socket, bye: null, welcomedAt: null, heardAt: Date.now() });
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code, reason }) => socket === this.socket && this.#lose(code, reason);
    this.#watch();
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  send(frame) {
    if (this.isOpen) this.pace.send(JSON.stringify(frame));
  }

  /** The network or the tab is back: no reason to wait out the rest of a delay. */
  hurry() {
    if (!this.socket) return this.open();
    if (Date.now() - this.heardAt > silenceAllowed(this.heartbeat)) this.drop();
  }

  /** Give the present socket up without waiting for its closing handshake. */
  drop(code = 1006, reason = "", since = this.heardAt) {
    const socket = this.socket;
    if (!socket) return;
    this.#lose(code, reason, since);
    socket.close();
  }

  #hear(frame) {
    this.heardAt = Date.now();
    this.acks?.count();
    if (frame.type === "bye") this.bye = frame;
    if (frame.type === "welcome") this.#welcomed(frame);
    this.#watch();
    this.on.frame(frame);
  }

  #welcomed(frame) {
    this.heartbeat = this.pulse || (frame.heartbeat ?? 25);
    this.stopPulse = startPulse(this.pulse, (question) => this.send(question));
    this.welcomedAt = Date.now();
    this.failures = 0;
    this.acks = startAcks(frame.ack ?? 0, (ack) => this.send(ack));
  }

  #watch() {
    clearTimeout(this.silence);
    const patience = this.welcomedAt ? silenceAllowed(this.heartbeat) : HANDSHAKE_MS;
    this.silence = setTimeout(() => this.drop(), patience);
  }

  #lose(code, reason, since = Date.now()) {
    clearTimeout(this.silence);
    this.acks?.stop();
    this.stopPulse?.();
    this.pace.stop();
    const { bye, welcomedAt } = this;
    Object.assign(this, { socket: null, acks: null });
    const told = code >= 4000 ? code : (bye?.code ?? code);
    if (policyOf(told) === "stop") return this.#stop(told, bye?.reason || reason);
    if (welcomedAt) this.on.lost(since);
    else this.failures += 1;
    if (welcomedAt && Date.now() - welcomedAt > STABLE_SECONDS * 1000) this.attempt = 0;
    this.#retry(told, bye?.window ?? 0);
  }

  #retry(code, window) {
    const seconds = delayAfterClose({ code, window, attempt: this.attempt });
    this.attempt += 1;
    this.timer = setTimeout(() => this.open(), seconds * 1000);
    this.on.failing(this.failures);
  }

  #stop(code, reason) {
    this.stopped = true;
    this.on.stopped(code, reason);
  }
}
