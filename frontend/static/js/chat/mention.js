/** Suggests people while a name is written after "@": arrow keys choose, Enter or Tab takes, Escape leaves. */

import { query, read } from "./api.js";
import { mentionOf, nameBefore } from "./mentions.js";
import { say } from "./words.js";

const WAIT_MS = 120;

export class Mention {
  #timer = null;
  #people = [];
  #at = 0;
  #asked = 0;

  constructor(chat, composer) {
    Object.assign(this, { chat, composer, area: composer.area });
    this.list = composer.form.querySelector("[data-people]");
    this.area.addEventListener("input", () => this.#look());
    // Before the desk itself hears the key: Enter takes a name and sends nothing.
    this.area.addEventListener("keydown", (event) => this.#pressed(event), true);
    this.area.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
    this.#look();
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.#take(this.#people[[...this.list.children].indexOf(target.closest("li"))]));
  }

  #look() {
    clearTimeout(this.#timer);
    const asked = nameBefore(this.area.value, this.area.selectionStart);
    if (asked === null) return this.#close();
    this.#timer = setTimeout(() => this.#ask(asked), WAIT_MS);
  }

  async #ask(name) {
    const turn = ++this.#asked;
    const { ok, body } = await read(`rooms/${this.chat.id}/people?${query({ search: name })}`);
    // An older question that is answered later must not replace a newer answer.
    if (!ok || turn !== this.#asked || nameBefore(this.area.value, this.area.selectionStart) !== name) return;
    this.#people = (body.people ?? body).map((one) => one.person ?? one).slice(0, 8);
    this.#at = 0;
    this.#show();
  }

  #show() {
    this.list.replaceChildren(...this.#people.map((person, at) => this.#option(person, at)));
    this.list.hidden = this.#people.length === 0;
    this.area.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.list.hidden) this.area.removeAttribute("aria-activedescendant");
    else this.area.setAttribute("aria-activedescendant", this.list.children[this.#at].id);
  }

  #option({ id, name }, at) {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}-${at}`, role: "option", textContent: id === this.chat.me ? say("personYou", { name }) : name });
    option.setAttribute("aria-selected", String(at === this.#at));
    return option;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#people = [];
    this.#show();
  }

  #take(person) {
    if (!person) return;
    const { value, selectionStart } = this.area;
    const name = nameBefore(value, selectionStart) ?? "";
    this.area.setRangeText(`${mentionOf(person, this.#people)} `, selectionStart - name.length - 1, selectionStart, "end");
    this.#close();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #pressed(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + this.#people.length) % this.#people.length;
    if (step) this.#show();
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#people[this.#at]);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
