"""`/products/<slug>/samples/<file>/`: a file that its seller opened to everybody."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from market.catalog.models import File, Product
from project.accounts.access import Who, access
from project.base import limits
from project.base.errors import Refusal
from project.base.file_answers import answer_file
from project.base.http import client_address


@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest, slug: str, file_id: str) -> HttpResponseBase:
    """A sample of the current version of something for sale, to be saved."""
    try:
        limits.ask("downloads", client_address(request))
    except Refusal as refusal:
        return render(request, "store/orders/no_download.html", {"why": refusal}, status=refusal.status)
    for_sale = Product.objects.for_sale().filter(slug=slug)
    samples = File.objects.filter(is_sample=True, version__is_current=True, version__product__in=for_sale)
    file = samples.filter(public_id=file_id).first()
    if file is None:
        raise Http404
    return answer_file(
        request, path=file.path, name=file.name, mime="application/octet-stream", shown=False, etag=file.sha256
    )
