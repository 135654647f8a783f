"""`/orders/<id>/<paper>.pdf`: receipts, invoices and credit notes, drawn from what was frozen when they were issued."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from frontend.store.orders.drawn import drawn, written_number
from frontend.store.orders.one import own_order
from market.orders.models import Paper
from project.accounts.access import Who, access


@require_safe
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, order_id: str, paper_id: str) -> HttpResponse:
    """One paper of one's own order."""
    paper = Paper.objects.filter(order=own_order(request, order_id), public_id=paper_id).first()
    if paper is None:
        raise Http404
    return answer_paper(request, paper)


def answer_paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper as PDF: whoever has it already is told so before it is drawn."""
    etag = f'"{paper.public_id}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(drawn(paper), content_type="application/pdf")
        name = f"rialto-{paper.kind.replace('_', '-')}-{written_number(paper)}.pdf"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer
