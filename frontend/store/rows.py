"""Rows of products: what sells, and what may please somebody, each with the reason."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _


def popular(*, besides: Collection[str]) -> dict[str, Any]:
    """What sells best, without those that are shown already."""
    return {"name": "popular", "title": _("Popular"), "products": []}


def recommended(person_id: int | None) -> list[dict[str, Any]]:
    """What may please this person, with the reason of each; nothing for nobody."""
    return []
