"""Refusals in Stripe's shape."""

from typing import Any

DOCS = "https://stripe.com/docs/error-codes/"


class StripeError(Exception):
    """An answer that is an error. `executed` says whether it is kept under an idempotency key, as Stripe does."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        executed: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.executed = status, executed
        told = {"code": code, "message": message, "param": param, "type": kind, **more}
        if code:
            told["doc_url"] = DOCS + code.replace("_", "-")
        self.error = {name: value for name, value in sorted(told.items()) if value is not None}

    @property
    def body(self) -> dict[str, Any]:
        """What is sent."""
        return {"error": self.error}


def invalid(message: str, *, param: str, code: str | None = None) -> StripeError:
    """A parameter that does not fit: nothing was executed."""
    return StripeError(message, param=param, code=code, executed=False)


def missing(kind: str, key: str, *, param: str = "id", status: int = 404) -> StripeError:
    """Nothing has this id."""
    return StripeError(
        f"No such {kind.replace('.', ' ')}: '{key}'", status=status, code="resource_missing", param=param
    )
