"""Names that people choose: one visible line each, and none that passes for the house or for somebody else."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.refusals import NotValid
from project.accounts.visitors import LONGEST_NAME
from project.base.visible import visible_line

# After folding: what most letters of other scripts and most signs are read as.
ALIKE = str.maketrans(
    "авекмнорстухіѕјԁɡӏαβεικνορτυχʟɩıłłøđ0134578@$!|",
    "abekmhopctyxisjdglabeikvoptuxliillodoieastbasii",
)
# What a reader takes for one letter: l and i in many typefaces, two letters that run together.
RUNS = (("rn", "m"), ("vv", "w"), ("l", "i"))
WORD = re.compile(r"[^\W_]+")
OFFICIAL = ("rialto", "admin", "administrator", "moderator", "support", "official")
RESERVED = (
    *OFFICIAL,
    *("abuse", "account", "accounts", "all", "anonymous", "api", "avatars", "billing", "chat", "deleted", "desk"),
    *("everyone", "guest", "help", "here", "info", "legal", "me", "mod", "nobody", "none", "null", "official", "owner"),
    *("payments", "people", "postmaster", "press", "root", "sales", "security", "seller", "staff", "store", "studio"),
    *("system", "team", "undefined", "user", "webmaster"),
)


def clean_name(given: str) -> str:
    """A display name as others see it: one line of plain letters without anything that hides or turns it around.

    Raises `NotValid` where nothing can be seen, it is too long, or it names the house.
    """
    name = visible_line(unicodedata.normalize("NFKC", visible_line(given)))
    if not WORD.search(name):
        raise NotValid(display_name=_("A name needs a letter or a number."))
    if len(name) > LONGEST_NAME:
        raise NotValid(display_name=_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME})
    if names_the_house(name):
        raise NotValid(display_name=_("This name could be taken for the house itself. Choose another."))
    return name


def names_the_house(name: str) -> bool:
    """Whether a word of this name is read as one of the house's own."""
    official = {shape_of(word) for word in OFFICIAL}
    return any(shape_of(word) in official for word in [*name.split(), *WORD.findall(name), name])


def is_reserved(handle: str) -> bool:
    """Whether nobody may have this handle."""
    # Public ids stand in the same place of an address.
    return handle.startswith(("usr_", "gst_")) or shape_of(handle) in {shape_of(word) for word in RESERVED}


def shape_of(text: str) -> str:
    """What is left of a name when all that looks alike is one: names of the same shape are taken for each other."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(ALIKE)
    shape = "".join(WORD.findall(plain))
    for run, letter in RUNS:
        shape = shape.replace(run, letter)
    return shape
