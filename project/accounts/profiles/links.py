"""Addresses that people give of themselves: https, to a host that is written as it is."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.models.profile import LONGEST_ADDRESS, MOST_LINKS
from project.accounts.profiles.refusals import NotValid
from project.base.visible import visible_line

LONGEST_LABEL = 40
# No user part, no backslash, no quotes: browsers and readers disagree about the host of such addresses.
HTTPS = re.compile(
    r"https://(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62})(?::[0-9]{1,5})?"
    r"(?:[/?#][^\s\\<>\"'`]*)?",
    re.IGNORECASE,
)


def is_https(url: str) -> bool:
    """Whether this may be a link: an https address of a named host, of visible characters."""
    return len(url) <= LONGEST_ADDRESS and HTTPS.fullmatch(url) is not None and visible_line(url) == url


def host_of(url: str) -> str:
    """The host that a clean link leads to, to be shown beside its label."""
    found = HTTPS.match(url)
    return found["host"].lower().removeprefix("www.") if found else ""


def clean_link(url: str, *, field: str = "link") -> str:
    """The address without spaces around it, or nothing; raises `NotValid` for any other than https."""
    url = url.strip()
    if url and not is_https(url):
        raise NotValid(**{field: _("Give a whole address that begins with https://")})
    return url


def clean_links(given: Any) -> list[dict[str, str]]:
    """At most eight links with labels; empty lines are left out. Raises `NotValid`."""
    links = []
    for line in given:
        label, url = visible_line(str(line["label"])), clean_link(str(line["url"]), field="links")
        if not (label or url):
            continue
        if not url:
            raise NotValid(links=_("“%(label)s” has no address.") % {"label": label})
        if len(label) > LONGEST_LABEL:
            raise NotValid(links=_("A label has at most %(most)s characters.") % {"most": LONGEST_LABEL})
        links.append({"label": label or host_of(url), "url": url})
    if len(links) > MOST_LINKS:
        raise NotValid(links=_("At most %(most)s links.") % {"most": MOST_LINKS})
    return links
