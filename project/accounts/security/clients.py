"""Where a request came from, in words for a person: the address, and the browser as it calls itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ua_parser
from django.utils.translation import gettext as _

from project.base.http import Asked, client_address
from project.base.visible import visible_line

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A browser at an address; both are empty where the house itself acts."""

    address: str = ""
    user_agent: str = ""

    @property
    def device(self) -> str:
        """Such as `Firefox on Linux`."""
        return device_of(self.user_agent)

    def facts(self) -> dict[str, Any]:
        """For letters and the trail of activity."""
        return {"address": self.address, "device": self.device} if self.address else {}


def client_of(request: Asked) -> Client:
    """Who sends this request."""
    headers: Any = getattr(request, "headers", {})
    agent = visible_line(str(headers.get("User-Agent", "")))[:LONGEST]
    return Client(address=client_address(request), user_agent=agent)


@lru_cache(maxsize=512)
def device_of(user_agent: str) -> str:
    """The browser and system that this line names; nothing of it is proven."""
    found = ua_parser.parse(user_agent[:LONGEST])
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("an unknown browser")
