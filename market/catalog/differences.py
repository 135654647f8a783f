"""What a change asks for, ready to be drawn: field by field, texts word by word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.catalog.copies import REVIEWED, live_values
from market.catalog.kinds import kind_of
from market.catalog.models import Category, Change, Interval, Pricing, Version
from project.base.money import written

type Op = Literal["same", "gone", "new"]
LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "tagline": gettext_lazy("Tagline"),
    "description": gettext_lazy("Description"),
    "category": gettext_lazy("Category"),
    "tags": gettext_lazy("Tags"),
    "pictures": gettext_lazy("Pictures"),
    "version": gettext_lazy("Version"),
}
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Two texts of ten thousand words each would be compared for minutes.
MOST_WORDS = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that changes. `words` are pieces of both texts in order, each `same`, `gone` or `new`.

    `pictures_before` and `pictures_after` are ids where the field is the pictures; nothing elsewhere.
    """

    field: str
    label: str
    before: str
    after: str
    words: tuple[tuple[Op, str], ...]
    pictures_before: tuple[str, ...] = ()
    pictures_after: tuple[str, ...] = ()


def difference(change: Change) -> list[Difference]:
    """What changes, in the order of a form; of a first submission everything, from nothing.

    What was submitted is compared with what was live then; what is still being written with what is live now.
    """
    before = {} if change.is_first else change.before or live_values(change.product)
    found: list[Difference] = []
    for name in REVIEWED:
        if name in change.after:
            found += _field(change, name, before.get(name), change.after[name])
    return [one for one in found if one.before != one.after or one.pictures_before != one.pictures_after]


def word_difference(before: str, after: str) -> tuple[tuple[Op, str], ...]:
    """Both texts as pieces: what stayed, what went, what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return _pieces([("gone", before), ("new", after)])
    pieces: list[tuple[Op, str]] = []
    for op, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(("same", "".join(old[i:j])))
        else:
            pieces += [("gone", "".join(old[i:j])), ("new", "".join(new[k:m]))]
    return _pieces(pieces)


def _pieces(pieces: Sequence[tuple[Op, str]]) -> tuple[tuple[Op, str], ...]:
    return tuple(piece for piece in pieces if piece[1])


def _field(change: Change, name: str, before: Any, after: Any) -> list[Difference]:
    if name == "attributes":
        return _attributes(change, before or {}, after)
    if name == "tiers":
        return _tiers(change, after)
    if name == "pictures":
        return [_pictures(before or [], after)]
    shown = {"category": _category, "version": _version, "tags": ", ".join}.get(name, str)
    return [_difference(name, str(LABELS[name]), shown(before) if before else "", shown(after) if after else "")]


def _difference(field: str, label: str, before: str, after: str) -> Difference:
    return Difference(field=field, label=label, before=before, after=after, words=word_difference(before, after))


def _attributes(change: Change, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    found = []
    for one in kind_of(change.product.kind).attributes:
        old, new = before.get(one.name), after.get(one.name)
        if old != new:
            shown = [_value(one, value) for value in (old, new)]
            found.append(_difference(f"attributes.{one.name}", str(one.label), *shown))
    return found


def _value(attribute: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return f"{value} {attribute.unit}".strip()
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(attribute.label_of(one)) for one in values)


def _tiers(change: Change, pending: Mapping[str, Any]) -> list[Difference]:
    names = dict(change.product.tiers.values_list("public_id", "name"))
    abouts = dict(change.product.tiers.values_list("public_id", "about"))
    found = []
    for tier, words in pending["renamed"].items():
        old = _lines(names.get(tier, ""), abouts.get(tier, ""))
        found.append(_difference(f"tiers.{tier}", _("Tier"), old, _lines(words["name"], words["about"])))
    for place, value in enumerate(pending["added"]):
        found.append(_difference(f"tiers.added.{place}", _("New tier"), "", _tier(value)))
    return found


def _tier(value: Mapping[str, Any]) -> str:
    pricing = str(Pricing(value["pricing"]).label)
    if value["interval"]:
        pricing = f"{pricing} ({Interval(value['interval']).label})"
    prices = ", ".join(written(amount, code) for code, amount in sorted(value["prices"].items()))
    stock = _("%(stock)s of it") % {"stock": value["stock"]} if value["stock"] is not None else ""
    return _lines(value["name"], value["about"], pricing, prices, stock)


def _pictures(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> Difference:
    told = [
        "\n".join(f"{place}. {one['alt'] or '—'}" for place, one in enumerate(these, 1)) for these in (before, after)
    ]
    plain = _difference("pictures", str(LABELS["pictures"]), *told)
    return Difference(
        field=plain.field,
        label=plain.label,
        before=plain.before,
        after=plain.after,
        words=plain.words,
        pictures_before=tuple(one["id"] for one in before),
        pictures_after=tuple(one["id"] for one in after),
    )


def _category(path: str) -> str:
    return Category.objects.filter(path=path).values_list("name", flat=True).first() or path


def _version(public_id: str) -> str:
    version = Version.objects.filter(public_id=public_id).first()
    return _lines(version.number, version.changelog, version.preview) if version else public_id


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
