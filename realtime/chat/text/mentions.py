"""Mentions: kept in a body as `@` and a public id, so that they outlive a change of name, and shown by name."""

import re
from collections.abc import Mapping

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from project.base.visible import visible_line

MOST_MENTIONS = 20
MOST_WORDS = 4
LONGEST_NAME = 60
PERSON = re.compile(r"@((?:usr|gst)_[0-9A-Za-z]{22})(?![0-9A-Za-z_])")
# Code is quoted as it is: its first branch takes it out of the way of the second.
CODE_OR_AT = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`|(?<![\w@.])@(?=[^\s@])", re.DOTALL)
WORD = re.compile(r"\S+")


def names_called(body: str) -> set[str]:
    """What follows each `@`, as lower-case names of one to four words: the names worth looking for among people."""
    found: set[str] = set()
    starts = [at.end() for at in CODE_OR_AT.finditer(body) if at[0] == "@"]
    for start in starts[: MOST_MENTIONS * 2]:
        found.update(name.lower() for name in _names_at(body, start))
    return found


def keep_mentions(body: str, people: Mapping[str, str]) -> str:
    """The body with each `@Name` of these people (public id to name) as `@` and id; a name two share stays text."""
    ids = _once_each(people)
    kept, done = [], 0
    for at in CODE_OR_AT.finditer(body):
        if at[0] != "@" or at.start() < done:
            continue
        named = next((name for name in _names_at(body, at.end()) if name.lower() in ids), None)
        if named is not None:
            kept += [body[done : at.end()], ids[named.lower()]]
            done = at.end() + len(named)
    return "".join([*kept, body[done:]])


def readable_mentions(body: str, names: Mapping[str, str]) -> str:
    """The body as its author would type it again: names in place of ids, where `keep_mentions` would find them back."""
    ids = _once_each(names)
    own = {person: name for person, name in names.items() if ids.get(name.lower()) == person}
    return PERSON.sub(lambda found: f"@{own.get(found[1], found[1])}", body)


def mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    """Markdown rule: `@` and the id of somebody whose name is known."""
    found = PERSON.match(state.src, state.pos)
    before = state.src[state.pos - 1 : state.pos]
    if not found or before.isalnum() or found[1] not in state.env["names"]:
        return False
    if not silent:
        opened = state.push("span_open", "span", 1)
        opened.attrs = {"class": "mention", "data-person": found[1]}
        state.push("text", "", 0).content = f"@{visible_line(state.env['names'][found[1]])[:LONGEST_NAME]}"
        state.push("span_close", "span", -1)
    state.pos = found.end()
    return True


def cap_mentions(state: StateCore) -> None:
    """Markdown rule: only the first MOST_MENTIONS people are mentioned; the names of more are plain text."""
    known: set[str] = set()
    for block in state.tokens:
        kept: list[Token] = []
        dropping = False
        for token in block.children or []:
            person = person_of(token)
            if person is not None:
                dropping = person not in known and len(known) >= MOST_MENTIONS
                known |= set() if dropping else {person}
            if not (dropping and token.tag == "span"):
                kept.append(token)
        block.children = kept if block.children is not None else None


def person_of(token: Token) -> str | None:
    """The public id of the person whom this token begins to mention."""
    person = token.attrs.get("data-person")
    return str(person) if token.type == "span_open" and person else None


def _names_at(body: str, start: int) -> list[str]:
    line = body[start : start + LONGEST_NAME].split("\n", 1)[0]
    ends = [word.end() for word in WORD.finditer(line)][:MOST_WORDS]
    whole = [line[:end] for end in reversed(ends)]
    # A full stop or a bracket after a name is not part of it, unless somebody is called so.
    return [name for text in whole for name in dict.fromkeys((text, re.sub(r"[\W_]+$", "", text))) if name]


def _once_each(people: Mapping[str, str]) -> dict[str, str]:
    ids: dict[str, str] = {}
    shared: set[str] = set()
    for person, name in people.items():
        shared |= {name.lower()} & ids.keys()
        ids[name.lower()] = person
    return {name: person for name, person in ids.items() if name not in shared}
