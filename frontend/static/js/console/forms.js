/** The console's rarer commands: clocks, corrections, teams, and those that ask "are you sure?". */

/** "7:42", "42", "0:07.3" -> milliseconds, or null. */
export function parseClock(text) {
  const match = /^(?:(\d{1,2}):)?(\d{1,2})(?:[.,](\d))?$/.exec(text.trim());
  if (!match || (match[1] !== undefined && Number(match[2]) > 59)) return null;
  return (Number(match[1] ?? 0) * 60 + Number(match[2])) * 1000 + Number(match[3] ?? 0) * 100;
}

const look = (form, team) => ({
  name: form.elements[`${team}_name`].value.trim(),
  short: form.elements[`${team}_short`].value.trim(),
  colour: form.elements[`${team}_colour`].value,
});

const withClock = ({ elements }, more) => {
  const remaining = parseClock(elements.clock.value);
  return remaining === null ? null : { ...more, remaining_ms: remaining, reason: elements.reason.value };
};

const readers = {
  clock_set: (form) => withClock(form, {}),
  shot_set: (form) => withClock(form, {}),
  correct_period: (form) => withClock(form, { period: Number(form.elements.period.value) }),
  correct: ({ elements }) => ({
    team: elements.team.value,
    points: Number(elements.points.value),
    reason: elements.reason.value,
  }),
  correct_fouls: ({ elements }) => ({
    team: elements.team.value,
    fouls: Number(elements.fouls.value),
    reason: elements.reason.value,
  }),
  teams: (form) => ({ home: look(form, "home"), away: look(form, "away") }),
  reset: () => ({}),
  final: ({ elements }) => (elements.reason.value.trim() ? { reason: elements.reason.value.trim() } : {}),
};

/** Every form of the console presses the command that its `data-kind` names. */
export function startForms(press) {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-kind]");
    if (!form) return;
    event.preventDefault();
    const { kind } = form.dataset;
    const read = readers[kind](form);
    const wrong = form.querySelector("[data-wrong]");
    if (wrong) wrong.hidden = read !== null;
    if (read === null) return form.elements.clock.focus();
    const dialog = form.closest("dialog");
    dialog?.close();
    press({ kind, ...read }, openerOf(dialog));
  });
}

/** What became of it is told beside the button that opened the form. */
const openerOf = (dialog) => document.querySelector(`[data-opens="${CSS.escape(dialog.id)}"]`);
