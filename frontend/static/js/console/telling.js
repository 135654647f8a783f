/** Says at the button what became of a press, in plain words that the page brought with it. */

const words = document.getElementById("console-words").dataset;
const line = document.querySelector("[data-sent]");
const giveUp = document.querySelector("[data-give-up]");

const said = (text, press, why = "") => text.replace("{what}", press.says).replace("{why}", why);

function sayLine(text, kind = "") {
  line.textContent = text;
  line.dataset.kind = kind;
  giveUp.hidden = kind !== "waiting";
}

const noteAt = ({ button }) => button.closest("[data-panel]")?.querySelector("[data-told]");

/** A note stays beside the button until the next press in that panel. */
export function noteBeside(press, text) {
  const note = noteAt(press);
  if (note) note.textContent = text;
}

const release = ({ button }) => button.removeAttribute("data-sending");

export const tell = {
  sending(press) {
    press.button.setAttribute("data-sending", "");
    noteBeside(press, "");
    sayLine(said(words.sending, press));
  },
  done(press) {
    release(press);
    sayLine(said(words.done, press));
  },
  refused(press, body) {
    release(press);
    const text = body ? said(words.refused, press, body.title ?? "") : said(words.unknown, press);
    noteBeside(press, text);
    sayLine(text, "bad");
  },
  waiting: (press) => sayLine(said(words.waiting, press), "waiting"),
  dropped(press) {
    release(press);
    noteBeside(press, said(words.dropped, press));
  },
};
