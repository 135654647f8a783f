/** Says at the button what became of a press, in plain words that the page brought with it. */

const words = document.getElementById("console-words").dataset;
const line = document.querySelector("[data-sent]");
const giveUp = document.querySelector("[data-give-up]");

const said = (text, press, more = {}) =>
  Object.entries({ what: press.says, ...more }).reduce((told, [key, value]) => told.replace(`{${key}}`, value), text);

function sayLine(text, kind = "") {
  line.textContent = text;
  line.dataset.kind = kind;
  giveUp.hidden = kind !== "waiting";
}

const noteAt = ({ button }) => button?.closest("[data-panel]")?.querySelector("[data-told]");

/** A note stays beside the button until the next press in that panel. */
export function noteBeside(press, text) {
  const note = noteAt(press);
  if (note) note.textContent = text;
}

const release = ({ button }) => button?.removeAttribute("data-sending");

/** A line for what belongs to no button: a page that was loaded again, a play that was dropped by hand. */
export const sayOf = (word, press, kind = "") => sayLine(said(words[word], press), kind);

export const tell = {
  sending(press) {
    press.button?.setAttribute("data-sending", "");
    noteBeside(press, "");
    sayLine(said(words.sending, press));
  },
  done(press) {
    release(press);
    sayLine(said(words.done, press));
  },
  /** `why` is in words for a person; without it nobody knows what became of the press. */
  refused(press, why) {
    release(press);
    const text = why === null ? said(words.unknown, press) : said(words.refused, press, { why });
    noteBeside(press, text);
    sayLine(text, "bad");
  },
  waiting: (press, behind) =>
    sayLine(said(behind ? words.waitingMore : words.waiting, press, { count: behind }), "waiting"),
  held(press, behind) {
    noteBeside(press, said(words.held, press));
    sayLine(said(words.waitingMore, press, { count: behind }), "waiting");
  },
  dropped(press) {
    release(press);
    noteBeside(press, said(words.dropped, press));
  },
};
