"""What operations and topics ask of programs is what people can give to keys, and nothing that they give is useless."""

from project.accounts.tokens.scopes import PERSON, scope_names
from project.api import api
from realtime.topics import registered


def asked_for() -> set[str]:
    """Every scope that an operation, as it is described, or a topic asks for."""
    paths = api.get_openapi_schema()["paths"]
    ways = [way for operations in paths.values() for told in operations.values() for way in told.get("security", [])]
    return {scope for way in ways for scope in way.get("token", [])} | {kind.scope for kind in registered()} - {""}


def test_every_scope_that_is_asked_for_can_be_given() -> None:
    assert asked_for() - scope_names() == {PERSON}


def test_every_scope_that_can_be_given_opens_something() -> None:
    assert scope_names() - asked_for() == set()
