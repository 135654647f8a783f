"""What somebody types to pay: kept as typed, and refused field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from market.payments.sandbox import moments
from market.payments.sandbox.cards import BY_NUMBER, CardRefused, find_card

FILLED = {"expiry": "12 / 34", "cvc": "123", "email": "buyer@example.org", "name": "Test Buyer"}


@dataclass
class Entry:
    """One filling in of the form."""

    email: str = ""
    number: str = ""
    expiry: str = ""
    cvc: str = ""
    name: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def first_wrong(self) -> str:
        """The field to begin with: the first that is wrong."""
        return next(iter(self.wrong), "")

    def check(self) -> bool:
        """Whether it can be tried; what is wrong is noted by field."""
        bank = self._check_number()
        if "@" not in self.email.strip("@"):
            self.wrong["email"] = _("Give an email address, as in ben@example.org.")
        if not bank:
            self._check_card()
        if not self.name.strip():
            self.wrong["name"] = _("Give a name.")
        return not self.wrong

    def _check_number(self) -> bool:
        try:
            return find_card(self.number).bank
        except CardRefused as refused:
            self.wrong["number"] = str(refused)
            return False

    def _check_card(self) -> None:
        month, _slash, year = (part.strip() for part in self.expiry.partition("/"))
        if not (month.isdecimal() and year.isdecimal() and 1 <= int(month) <= 12):
            self.wrong["expiry"] = _("Your card's expiration date is incomplete.")
        elif _months(int(year), int(month)) < _months_now():
            self.wrong["expiry"] = _("Your card's expiration year is in the past.")
        if not (self.cvc.isdecimal() and len(self.cvc) in {3, 4}):
            self.wrong["cvc"] = _("Your card's security code is incomplete.")


def read_entry(typed: Mapping[str, str], *, email: str | None) -> Entry:
    """The form as it was sent; a session's own email stands, a picked test card fills its fields."""
    entry = Entry(
        email=email or typed.get("email", "").strip(),
        number=typed.get("number", "").strip(),
        expiry=typed.get("expiry", "").strip(),
        cvc=typed.get("cvc", "").strip(),
        name=typed.get("name", "").strip(),
    )
    if (picked := typed.get("fill", "")) in BY_NUMBER:
        entry.number = " ".join(picked[place : place + 4] for place in range(0, len(picked), 4))
        entry.expiry, entry.cvc = FILLED["expiry"], FILLED["cvc"]
        entry.email, entry.name = entry.email or FILLED["email"], entry.name or FILLED["name"]
    return entry


def _months(year: int, month: int) -> int:
    return (year if year > 99 else 2000 + year) * 12 + month


def _months_now() -> int:
    today = moments.today()
    return _months(today.year, today.month)
