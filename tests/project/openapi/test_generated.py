"""What is made up from the OpenAPI document is answered as the document says, whoever asks: never with a bug of ours.

Every operation is called with input that fits and with input that does not, on things that are there and on others.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from limits import RateLimitItemPerMinute
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from project.api import api
from project.base import limits
from tests.project.openapi.cast import CALLERS, Caller, caller_called, set_stage

pytestmark = pytest.mark.django_db

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 4
document = json.loads(json.dumps(api.get_openapi_schema()))
schema = schemathesis.openapi.from_dict(document)
OPERATIONS: list[Any] = [cast("Any", found).ok() for found in schema.get_all_operations()]
ROOMS = sorted({operation.tags[0] for operation in OPERATIONS})
serve = get_wsgi_application()


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request shall come to its operation."""
    wide = dict.fromkeys(limits.rules(), RateLimitItemPerMinute(1_000_000))
    monkeypatch.setattr(limits, "rules", lambda: wide)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The server gives its connection back after each request: here it is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def stage() -> tuple[dict[str, Caller], dict[str, Any]]:
    ada, known = set_stage()
    return {name: caller_called(name, ada) for name in CALLERS}, known


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Input that fits, and input that does not where there is any."""
    fitting: st.SearchStrategy[Any] = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    try:
        return st.one_of(fitting, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    except Exception:
        return fitting


@pytest.mark.parametrize("room", ROOMS)
def test_operations_answer_as_they_are_described(room: str, stage: tuple[dict[str, Caller], dict[str, Any]]) -> None:
    for operation in OPERATIONS:
        if operation.tags[0] == room:
            _call(operation, *stage)


def _call(operation: Any, callers: dict[str, Caller], known: dict[str, Any]) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(operation), there=st.booleans())
    def answer(case: Any, there: bool) -> None:  # noqa: FBT001
        if there:
            case.path_parameters = {**(case.path_parameters or {}), **_named(operation, known)}
        for caller in callers.values():
            with undone():
                case.call_and_validate(
                    app=serve,
                    base_url="http://localhost",
                    checks=CHECKS,
                    headers=caller.headers,
                    cookies=caller.cookies,
                )

    answer()


def _named(operation: Any, known: dict[str, Any]) -> dict[str, Any]:
    wanted = [parameter.name for parameter in operation.path_parameters]
    return {name: known[name] for name in wanted if name in known}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
