"""`/account/proofs/`: what is proven of oneself, and proving a website."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.roles.badges import proofs_of
from project.accounts.roles.models import Verification
from project.accounts.roles.proving import PLACE, code_of, prove_domain, read_domain, revoke_proof
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """What is proven; `?domain=` tells which line to put where, and a POST goes and looks."""
    person = User.objects.get(pk=visitor_of(request).user_id or 0)
    asked, wrong, status = (request.POST.get("domain") or request.GET.get("domain") or "").strip()[:100], "", 200
    domain = ""
    try:
        domain = read_domain(asked) if asked else ""
        if request.method == "POST":
            prove_domain(person_id=person.pk, domain=asked, now=clock.now())
            messages.success(request, _("%(domain)s is proven to be yours.") % {"domain": domain})
            return redirect("proofs")
    except Refusal as refusal:
        wrong, status = str(refusal), refusal.status
    facts = {
        "proofs": Verification.objects.filter(person=person, revoked_at=None),
        "badge": proofs_of([person.pk]).get(person.pk),
        "asked": asked,
        "domain": domain,
        "address": f"https://{domain}{PLACE}",
        "code": code_of(person, domain) if domain else "",
        "wrong": wrong,
    }
    return render(request, "account/roles/proofs.html", facts, status=status)


@require_POST
@access(Who.MEMBER, owned=True)
def remove(request: HttpRequest, proof: str) -> HttpResponse:
    """Take a proof of oneself away."""
    you = visitor_of(request).user_id or 0
    if not Verification.objects.filter(public_id=proof, person=you).exists():
        raise Http404
    try:
        revoke_proof(proof_id=proof, by_id=you, reason="", now=clock.now())
    except NotFound:
        messages.info(request, _("It was taken away already."))
    return redirect("proofs")
