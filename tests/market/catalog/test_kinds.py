"""One type system for all kinds: what each attribute takes, and what is said where it does not."""

from typing import Any

import pytest

from market.catalog.kinds import KINDS, Attribute, Type, read_attributes
from market.catalog.models import ProductKind
from tests.market.catalog.listings import PROMPT


def test_every_kind_has_attributes_of_its_own_and_some_to_filter_by() -> None:
    assert set(KINDS) == set(ProductKind.values)
    for kind in KINDS.values():
        names = [attribute.name for attribute in kind.attributes]
        assert len(set(names)) == len(names)
        assert any(attribute.is_filterable for attribute in kind.attributes)
        assert kind.pricings
        assert kind.endings


def test_an_attribute_of_one_name_means_the_same_wherever_it_is() -> None:
    known: dict[str, Attribute] = {}
    for kind in KINDS.values():
        for attribute in kind.attributes:
            assert known.setdefault(attribute.name, attribute) == attribute


@pytest.mark.parametrize(
    ("kind", "given", "refused"),
    [
        ("prompt", {**PROMPT, "model": ["abacus"]}, {"attributes.model"}),
        ("prompt", {**PROMPT, "model": {"a": 1}}, {"attributes.model"}),
        ("prompt", {**PROMPT, "licence": ["mit"]}, {"attributes.licence"}),
        ("prompt", {**PROMPT, "context_tokens": -1}, {"attributes.context_tokens"}),
        ("prompt", {**PROMPT, "context_tokens": 1.5}, {"attributes.context_tokens"}),
        ("prompt", {**PROMPT, "context_tokens": True}, {"attributes.context_tokens"}),
        ("prompt", {**PROMPT, "variables": "x" * 121}, {"attributes.variables"}),
        ("prompt", {**PROMPT, "wheels": 4}, {"attributes.wheels"}),
        ("prompt", {}, {"attributes.model", "attributes.task", "attributes.licence"}),
        ("saas", {"website": "http://a.example", "platforms": ["web"]}, {"attributes.website"}),
        (
            "saas",
            {"website": "https://a.example.org", "platforms": ["web"], "single_sign_on": "maybe"},
            {"attributes.single_sign_on"},
        ),
    ],
)
def test_what_cannot_be_kept_is_named(kind: str, given: dict[str, Any], refused: set[str]) -> None:
    assert read_attributes(kind, given)[1].keys() == refused


def test_values_are_kept_in_one_form_however_they_were_given() -> None:
    given = {
        "model": ["gpt", "claude", "gpt"],
        "task": "coding",
        "licence": "mit",
        "context_tokens": " 8192 ",
        "variables": " a \u200b b ",
    }

    kept, problems = read_attributes("prompt", given)

    assert problems == {}
    assert kept == {
        "model": ["claude", "gpt"],
        "task": "coding",
        "licence": "mit",
        "context_tokens": 8192,
        "variables": "a b",
    }


def test_a_draft_may_lack_what_a_listing_must_have() -> None:
    assert read_attributes("prompt", {"task": "coding"}, complete=False) == ({"task": "coding"}, {})


def test_no_attribute_is_a_fraction() -> None:
    assert {one.value for one in Type}.isdisjoint({"number", "float", "decimal"})
