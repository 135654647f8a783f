"""Gate: foreign keys point down the same layers as imports."""

import tomllib
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from tests.gates.sources import BASE


def faults() -> Iterator[str]:
    """Each relation from a lower room to a higher one, in the house and inside the market."""
    for order in layerings():
        for model in apps.get_models():
            for field in model._meta.get_fields():
                target = field.related_model
                if not field.concrete or not isinstance(target, type):
                    continue
                here, there = level(model, order), level(target, order)
                if here is not None and there is not None and there < here:
                    yield f"{model._meta.label}.{field.name} points up to {target._meta.label}"


def layerings() -> list[list[list[str]]]:
    """The layers of each import contract that has some, highest first."""
    with (BASE / "pyproject.toml").open("rb") as text:
        contracts = tomllib.load(text)["tool"]["importlinter"]["contracts"]
    return [
        [[part.strip(" ()") for part in layer.replace("|", ":").split(":")] for layer in contract["layers"]]
        for contract in contracts
        if contract["type"] == "layers"
    ]


def level(model: type[Model], order: list[list[str]]) -> int | None:
    """The index of a model's layer; None for models that are not ours."""
    for index, packages in enumerate(order):
        if any(f"{model.__module__}.".startswith(f"{package}.") for package in packages):
            return index
    return None
