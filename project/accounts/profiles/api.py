"""People and their profiles."""

from ninja import Router

router = Router(tags=["people"])
