"""What staff can do to a row: asked on a page of its own, for a reason, by who has just proven who they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontend.account.security.fresh import fresh
from project.accounts.access import Access as Asks
from project.accounts.access import Who, ask
from project.accounts.models import User
from project.accounts.oversight import LONGEST_REASON
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal


class DeedForm(forms.Form):
    """Why it is done; some deeds ask for more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("It is kept in the audit trail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One deed that was asked for: by whom, to what, why."""

    request: HttpRequest
    staff: User
    thing: Any
    reason: str
    given: dict[str, Any]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something that staff can do; `do` may answer with where to go next, or raise a refusal."""

    name: str
    label: str | Promise
    about: str | Promise
    done: str | Promise
    do: Callable[[Asked], HttpResponse | None]
    form: type[DeedForm] = DeedForm
    who: Who = Who.STAFF
    is_offered: Callable[[Any], bool] = field(default=lambda _thing: True)

    def is_open_to(self, request: HttpRequest, thing: Any) -> bool:
        """Whether this member of staff is offered it here."""
        try:
            ask(visitor_of(request), Asks(who=self.who))
        except NotFound:
            return False
        return self.is_offered(thing)


class WithDeeds:
    """A model of the admin with deeds: buttons below its facts, and a page for each."""

    deeds: tuple[Deed, ...] = ()
    opts: Any
    admin_site: Any
    change_form_outer_after_template = "desk/staff/deeds.html"

    def get_urls(self) -> list[URLPattern]:
        """Before Django's own, which would take any address for an id."""
        named = f"{self.opts.app_label}_{self.opts.model_name}_deed"
        own = path("<int:object_id>/do/<slug:name>/", fresh(self.deed_view), name=named)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The facts of a row, and what can be done."""
        thing = self.get_object(request, object_id)  # type: ignore[attr-defined]
        offered = [self._button(deed, thing) for deed in self.deeds if thing and deed.is_open_to(request, thing)]
        told = {**(extra_context or {}), "deeds": offered, **self.more_of(thing)}
        return super().change_view(request, object_id, form_url, told)  # type: ignore[misc,no-any-return]

    def more_of(self, thing: Any) -> dict[str, Any]:
        """What the page shows besides the row's own facts."""
        return {}

    def deed_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Ask for the reason, then do it."""
        thing = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if thing is None or deed is None or not deed.is_open_to(request, thing):
            raise Http404
        form = deed.form(request.POST or None)
        if request.method == "POST" and form.is_valid() and (answer := _do(deed, form, request, thing)):
            return answer if isinstance(answer, HttpResponse) else redirect(self._page(thing))
        told = {
            **self.admin_site.each_context(request),
            "title": deed.label,
            "opts": self.opts,
            "thing": thing,
            "deed": deed,
            "form": form,
            "back": self._page(thing),
        }
        return TemplateResponse(request, "desk/staff/deed.html", told, status=422 if form.errors else 200)

    def _button(self, deed: Deed, thing: Model) -> dict[str, Any]:
        named = f"admin:{self.opts.app_label}_{self.opts.model_name}_deed"
        return {"label": deed.label, "link": reverse(named, args=[thing.pk, deed.name])}

    def _page(self, thing: Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])


def _do(deed: Deed, form: DeedForm, request: HttpRequest, thing: Any) -> HttpResponse | bool:
    """Where to go next, or True for back to the row; a refusal becomes what is wrong with the form."""
    staff: Any = request.user
    asked = Asked(
        request=request,
        staff=staff,
        thing=thing,
        reason=form.cleaned_data["reason"],
        given=form.cleaned_data,
        now=clock.now(),
    )
    try:
        answer = deed.do(asked)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, str(deed.done))
    return answer or True
