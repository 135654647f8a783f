"""A file's name as others may see it: no path, nothing hidden, nothing that a file system would trip over."""

import re

from project.base.visible import visible_line

LONGEST_NAME = 100
LONGEST_ENDING = 10
UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


def clean_name(given: str) -> str:
    """The name of at most 100 characters; one that has nothing left of it is called `file`."""
    last = re.split(r"[/\\]", given)[-1]
    name = visible_line(UNWANTED.sub("", last)).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, dot, ending = (name if not dot else stem + dot + ending), "", ""
    # A name that only was an ending, as in ".pdf", keeps it.
    return f"{(stem.strip(' .') or 'file')[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"
