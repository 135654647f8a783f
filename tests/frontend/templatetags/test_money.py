"""Amounts in templates."""

from django.template import Context, Template


def rendered(text: str, **values: object) -> str:
    return Template("{% load money %}" + text).render(Context(values))


def test_filter_writes_minor_units_with_their_currency() -> None:
    assert rendered("{{ price|money:currency }}", price=1250, currency="USD") == "$12.50"


def test_filter_writes_nothing_for_no_amount() -> None:
    assert rendered("{{ price|money:currency }}", price=None, currency="USD") == ""
