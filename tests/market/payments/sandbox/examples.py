"""Stripe's published examples, and what differs from them in an object of ours."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.shared import shared_data

# What people name themselves, and what is there only for some kinds of it.
FREE = frozenset({"metadata", "payment_method_options", "source_types"})
VARIANTS = frozenset({"destination_details", "next_action", "last_payment_error", "liability"})


@cache
def examples() -> dict[str, Any]:
    """One example for each resource."""
    found: dict[str, Any] = json.loads(shared_data("stripe/objects.json").read_text(encoding="utf-8"))["resources"]
    return found


def differences(ours: dict[str, Any], kind: str, *, more: frozenset[str] = frozenset()) -> list[str]:
    """Each field that only one side has, or that has another type; `more` may be there beyond the example."""
    example = examples()[kind]
    return [fault for fault in _compare(ours, example, kind) if fault.removeprefix(f"more: {kind}.") not in more]


def _compare(ours: Any, example: Any, place: str) -> Iterator[str]:
    if ours is None or example is None:
        return
    if isinstance(example, bool) or not isinstance(example, int):
        fits = type(ours) is type(example)
    else:
        fits = isinstance(ours, int) and not isinstance(ours, bool)
    if not fits:
        yield f"type: {place}: {type(ours).__name__}, not {type(example).__name__}"
        return
    if isinstance(example, list):
        for one, each in zip(ours[:1], example[:1], strict=False):
            yield from _compare(one, each, f"{place}[]")
    if isinstance(example, dict) and place.rpartition(".")[2] not in FREE:
        yield from _compare_fields(ours, example, place)


def _compare_fields(ours: dict[str, Any], example: dict[str, Any], place: str) -> Iterator[str]:
    varies = place.rpartition(".")[2] in VARIANTS
    if not varies:
        yield from (f"more: {place}.{name}" for name in sorted(ours.keys() - example.keys()) if example)
        yield from (f"missing: {place}.{name}" for name in sorted(example.keys() - ours.keys()))
    for name in sorted(ours.keys() & example.keys()):
        yield from _compare(ours[name], example[name], f"{place}.{name}")
