"""`/desk/money/`: whether the books are right, when they were asked, and where all accounts stand together."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.ledger.checks import check_and_keep, latest_runs, registered_checks
from market.ledger.kinds import OF_SELLERS, RULES, Kind
from market.ledger.queries import standing
from project.accounts.access import Who, access
from project.base import clock


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.STAFF)
def money(request: HttpRequest) -> HttpResponse:
    """The last result of each check and the sums by kind; a POST asks all checks now."""
    if request.method == "POST":
        check_and_keep(now=clock.now())
        return redirect("money")
    runs = latest_runs()
    checks = [{"name": name, "says": says, "run": runs.get(name)} for name, says in registered_checks().items()]
    differs = sum(1 for run in runs.values() if run.found)
    asked_at = min((run.at for run in runs.values()), default=None)
    facts = {"checks": checks, "differs": differs, "asked_at": asked_at, "currencies": _standing()}
    return render(request, "desk/money.html", facts)


def _standing() -> list[tuple[str, list[dict[str, object]]]]:
    by_currency = groupby(standing(), key=lambda row: row[0])
    return [(currency, [_told(kind, total) for _code, kind, total in rows]) for currency, rows in by_currency]


def _told(kind: str, total: int) -> dict[str, object]:
    known = Kind(kind)
    label = _("sellers: %(what)s") % {"what": known.label} if known in OF_SELLERS else known.label
    return {"label": label, "because": RULES[known].because, "minor": total}
