"""Asking the books, and whoever knows more about money, whether all is as it must be.

Other rooms add what only they can see: `register_check("charges", charges_differ, says=_("…"))` in their `ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

import structlog
from django.db import transaction
from django.utils.functional import Promise

from market.ledger.models import CheckRun

log = structlog.get_logger()
MOST = 50
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    what: str
    expected: str
    found: str


type Check = Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a check found, at most fifty; `says` is the sentence that holds when it found nothing."""

    name: str
    says: str | Promise
    findings: tuple[Finding, ...]
    took_ms: int


_checks: dict[str, tuple[str | Promise, Check]] = {}


def register_check(name: str, check: Check, *, says: str | Promise) -> None:
    """Ask this too, every hour and by `manage.py check_money`: it yields what differs, and changes nothing."""
    _checks[name] = (says, check)


def registered_checks() -> dict[str, str | Promise]:
    """Every check and its sentence, in the order in which they are asked."""
    return {name: says for name, (says, _check) in _checks.items()}


def run_checks() -> list[Result]:
    """Ask all. A check that breaks has found something: that it cannot be asked."""
    return [_run(name, says, check) for name, (says, check) in _checks.items()]


def keep_results(results: Iterable[Result], *, now: datetime) -> None:
    """Remember what was found for the desk, and forget what is a month old."""
    CheckRun.objects.filter(at__lt=now - KEPT).delete()
    CheckRun.objects.bulk_create(
        CheckRun(
            name=result.name,
            at=now,
            took_ms=result.took_ms,
            found=len(result.findings),
            findings=[asdict(finding) for finding in result.findings],
        )
        for result in results
    )


def latest_runs() -> dict[str, CheckRun]:
    """The last run of each check that there is, by name."""
    runs = CheckRun.objects.filter(name__in=list(_checks))
    return {run.name: run for run in runs.order_by("name", "-at", "-pk").distinct("name")}


def check_and_keep(*, now: datetime) -> list[Result]:
    """Ask all, keep it, and say aloud in the log what differs."""
    results = run_checks()
    keep_results(results, now=now)
    for result in results:
        if result.findings:
            log.error("money_differs", check=result.name, first=asdict(result.findings[0]), count=len(result.findings))
    return results


def _run(name: str, says: str | Promise, check: Check) -> Result:
    began = monotonic()
    try:
        with transaction.atomic():
            findings = tuple(islice(check(), MOST))
    except Exception as problem:  # one that is broken keeps none of the others from being asked
        log.exception("money_check_broke", check=name)
        findings = (Finding(what=name, expected="an answer", found=repr(problem)[:300]),)
    return Result(name=name, says=says, findings=findings, took_ms=round((monotonic() - began) * 1000))
