"""`/studio/products/<id>/versions/`: what is delivered, version by version; a published one stays as it is."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.studio.products.own import own_id, own_listing, page_facts
from market.catalog.actions import (
    add_file,
    add_version,
    change_version,
    publish_version,
    put_content,
    remove_file,
    remove_version,
)
from market.catalog.kinds import kind_of
from market.catalog.models import File, Version
from market.catalog.refusals import ProductNotValid
from market.catalog.studio import content_of, versions_of
from project.accounts.access import Who, access
from project.base import clock, limits
from project.base.errors import NotFound, Refusal

ACTS: dict[str, Callable[..., Any]] = {"publish": publish_version, "remove": remove_version}


class VersionForm(forms.Form):
    """What a version says of itself."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=30, help_text=gettext_lazy("Such as 1.2"))
    changelog = forms.CharField(
        label=gettext_lazy("What changed"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    preview = forms.CharField(
        label=gettext_lazy("Preview"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Everybody sees this before they buy: an example, or the beginning."),
    )


class ContentForm(VersionForm):
    """The same of a draft, with the text that is paid for."""

    body = forms.CharField(max_length=100_000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14}))


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, product: str) -> HttpResponse:
    """All versions, and the form of another."""
    row = own_listing(request, product)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_version(product=row.public_id, seller_id=own_id(request), now=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            return redirect("studio_version", row.public_id, made.public_id)
    facts = page_facts(row) | {"versions": versions_of(row), "form": form}
    return render(request, "studio/products/versions.html", facts, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER, owned=True)
def one(request: HttpRequest, product: str, version: str) -> HttpResponse:
    """One version: its words, its text and its files; a published one to read."""
    row = own_listing(request, product)
    found = _version(row.pk, version)
    said = {"number": found.number, "changelog": found.changelog, "preview": found.preview, "body": content_of(found)}
    form = ContentForm(request.POST or None, initial=said)
    form.fields["body"].label = str(kind_of(row.kind).content_label)
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        asked: dict[str, Any] = {"version": found.public_id, "seller_id": own_id(request), "now": clock.now()}
        try:
            put_content(body=words.pop("body"), **asked)
            change_version(**words, **asked)
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("studio_version", row.public_id, found.public_id)
    endings = sorted(kind_of(row.kind).endings)
    facts = page_facts(row) | {"version": found, "form": form, "files": found.files.all(), "endings": endings}
    return render(request, "studio/products/version.html", facts, status=422 if form.errors else 200)


@require_POST
@access(Who.MEMBER, owned=True)
def do(request: HttpRequest, product: str, version: str, act: str) -> HttpResponse:
    """Put a draft into the next review, or throw it away."""
    row = own_listing(request, product)
    deed = ACTS.get(act)
    if deed is None:
        raise Http404
    try:
        deed(version=_version(row.pk, version).public_id, seller_id=own_id(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, " ".join([str(refusal), *getattr(refusal, "fields", {}).values()]))
        return redirect("studio_version", row.public_id, version)
    return redirect("studio_review" if act == "publish" else "studio_versions", row.public_id)


@require_POST
@access(Who.MEMBER, owned=True)
def add(request: HttpRequest) -> HttpResponse:
    """One more file, of the version that the form names."""
    found = _own_version(request, request.POST.get("version", ""))
    upload = request.FILES.get("file")
    try:
        limits.ask("uploads", f"person {own_id(request)}")
        if upload is None:
            raise ProductNotValid({"file": _("Choose a file.")})
        add_file(
            version=found.public_id,
            seller_id=own_id(request),
            upload=upload,
            is_sample="is_sample" in request.POST,
            tiers=request.POST.getlist("tier"),
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, " ".join([str(refusal), *getattr(refusal, "fields", {}).values()]))
    return redirect("studio_version", found.product.public_id, found.public_id)


@require_POST
@access(Who.MEMBER, owned=True)
def remove(request: HttpRequest, file: str) -> HttpResponse:
    """Take a file out of a draft."""
    row = File.objects.select_related("version").filter(public_id=file).first()
    found = _own_version(request, row.version.public_id if row else "")
    try:
        remove_file(file=file, seller_id=own_id(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("studio_version", found.product.public_id, found.public_id)


def _own_version(request: HttpRequest, version: str) -> Version:
    found = Version.objects.select_related("product").filter(public_id=version).first()
    if found is None:
        raise Http404
    own_listing(request, found.product.public_id)
    return found


def _version(product_pk: int, version: str) -> Version:
    found = Version.objects.filter(product_id=product_pk, public_id=version).first()
    if found is None:
        raise Http404
    return found


def _tell(form: forms.Form, refusal: Refusal) -> None:
    if isinstance(refusal, NotFound):
        raise Http404(str(refusal)) from refusal
    names = {"content": "body"}
    fields = getattr(refusal, "fields", None) or {"": str(refusal)}
    for name, words in fields.items():
        field = names.get(name, name)
        form.add_error(field if field in form.fields else None, words)
