"""The form of a refund: an amount for each line, empty for none; used by sellers and by staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from market.orders.models import OrderLine
from project.base.errors import Refusal
from project.base.money import read_amount, written


class NothingToRefund(Refusal):
    """No amount was named."""

    status = 422
    message = _("Say how much goes back, for one line at least.")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of the form, and the most that can go back of it."""

    line: OrderLine
    left_minor: int
    written: str


def written_parts(lines: Iterable[OrderLine], currency: str) -> list[Part]:
    """The lines of which something can still go back, each with all of it as it would be typed."""
    left = ((line, line.total_minor - line.refunded_minor) for line in lines)
    return [Part(line=line, left_minor=rest, written=written(rest, currency)) for line, rest in left if rest]


def asked_parts(form: Mapping[str, str], lines: Iterable[OrderLine], currency: str) -> dict[str, int]:
    """How much of which line, in minor units; raises `NothingToRefund`, and `AmountNotValid` for what is no amount."""
    typed = {line.public_id: form.get(f"part-{line.public_id}", "").strip() for line in lines}
    parts = {line: read_amount(text, currency) for line, text in typed.items() if text}
    parts = {line: minor for line, minor in parts.items() if minor}
    if not parts:
        raise NothingToRefund
    return parts
