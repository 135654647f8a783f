"""The HTTP API under `/api`: routers of the domains, and one form for everything refused."""

from typing import Any

import structlog
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from market.cart.api import router as cart
from market.catalog.api import categories, products
from market.catalog.api import router as catalog
from market.finding import api as finding
from market.flows.api import router as checkout
from market.flows.orders_api import router as orders
from project.accounts.access import Who, access
from project.accounts.profiles.api import router as people
from project.accounts.tokens.api import router as auth
from project.base.errors import Refusal
from project.base.http import problem, refused
from project.health import router as health
from project.openapi.about import ABOUT
from project.openapi.described import DescribedAPI
from realtime.api import router as rt
from realtime.chat.api import router as chat
from realtime.scoreboards.api import router as boards
from realtime.scoreboards.pushes_api import router as pushes
from realtime.scoreboards.table_api import router as tables

log = structlog.get_logger(__name__)
api = DescribedAPI(
    title="Rialto",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    docs_decorator=access(Who.PUBLIC),
)
api.add_router("/health", health)
api.add_router("/auth", auth)
api.add_router("/people", people)
api.add_router("/rt", rt)
api.add_router("/boards", boards)
api.add_router("/cart", cart)
api.add_router("/cart", checkout)
api.add_router("/catalog", catalog)
api.add_router("/categories", categories)
api.add_router("/chat", chat)
api.add_router("/collections", finding.collections)
api.add_router("/favourites", finding.favourites)
api.add_router("/follows", finding.follows)
api.add_router("/orders", orders)
api.add_router("/products", finding.products)
# Behind the words of finding: what is no such word is a product.
api.add_router("/products", products)
api.add_router("/boards", tables)
api.add_router("/boards", pushes)


@api.exception_handler(Refusal)
def tell_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """An action said no."""
    return refused(request, refusal)


@api.exception_handler(ValidationError)
def tell_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The input does not fit the schema: which fields, and why."""
    fields = {_field(found["loc"]): str(found["msg"]) for found in error.errors}
    return problem(
        request,
        status=422,
        code="InvalidInput",
        title=_("Some fields are not valid."),
        fields=fields,
    )


@api.exception_handler(AuthenticationError)
def tell_unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody we know, where somebody must be."""
    return problem(request, status=401, code="NotAuthenticated", title=_("Who are you?"))


@api.exception_handler(Http404)
def tell_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing of that name."""
    return problem(request, status=404, code="NotFound", title=_("There is nothing here."))


@api.exception_handler(HttpError)
def tell_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja's own refusals; a body that could not be read is refused by its reader, whom ninja only hears."""
    if isinstance(error.__cause__, Refusal):
        return refused(request, error.__cause__)
    return problem(request, status=error.status_code, code="HttpError", title=error.message)


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
def tell_suspicious(request: HttpRequest, error: Exception) -> HttpResponse:
    """Something that no honest client sends, such as too many fields, or a form that is none."""
    return problem(request, status=400, code="BadRequest", title=_("This request cannot be understood."))


@api.exception_handler(Exception)
def tell_broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A bug: logged, and answered with nothing but the id that finds it."""
    log.error("request failed", exc_info=error)
    return problem(request, status=500, code="InternalError", title=_("Something broke on our side."))


def _field(location: tuple[Any, ...]) -> str:
    # The first part says body, path or query, the second is the name of our own argument.
    return ".".join(str(part) for part in location[2:] or location[1:] or location)
