"""What PROGRAMS.md tells programs and scanners is true."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import resolve

from project.accounts.tokens.scopes import scope_names
from project.base.keys import new_key

TEXT = (Path(settings.BASE_DIR) / "PROGRAMS.md").read_text(encoding="utf-8")


def test_scanner_of_the_document_tells_our_keys_from_others() -> None:
    program = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert program is not None
    told: dict[str, Any] = {}
    exec(program[1], told)  # noqa: S102 - the document's own example

    keys = [new_key(prefix) for prefix in ("rlt", "rlr", "brd") for _number in range(20)]

    assert all(told["is_ours"](key) for key in keys)
    assert not any(told["is_ours"](key[:-1] + ("0" if key[-1] != "0" else "1")) for key in keys)
    expressions = re.findall(r"`((?:rlt|rlr|brd)_\[[^`]+)`", TEXT)
    assert len(expressions) == 3
    assert all(any(re.fullmatch(one, key) for one in expressions) for key in keys)


def test_addresses_of_the_document_are_served() -> None:
    addresses = set(re.findall(r"`(?:GET |POST )?(/api/[a-z/.]+)`", TEXT))

    assert len(addresses) >= 8
    for address in addresses - {"/api/"}:
        resolve(address)


def test_scopes_of_the_document_are_all_there_are() -> None:
    assert set(re.findall(r"`([a-z]+:(?:read|write))`", TEXT)) == scope_names()
