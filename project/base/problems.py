"""The one form of a refusal in the API: operations name it for the statuses that they refuse with."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict


class Problem(Schema):
    """A refusal (RFC 9457): `code` names the rule, `fields` says more, `request_id` finds it in our logs."""

    model_config = ConfigDict(extra="forbid")

    type: str
    status: int
    code: str
    title: str
    detail: str
    request_id: str
    fields: dict[str, Any] | None = None
