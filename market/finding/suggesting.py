"""What a search box offers while one types: products, categories, sellers and tags, also where the typing slipped."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from django.db import connection

from market.finding.search.matching import WEIGHTS
from market.finding.search.query import understand

MOST_PRODUCTS, MOST_OTHERS = 6, 3
LEAST_LETTERS = 2
WEIGHED = 100
ADDRESSES = {
    "product": ("/products/", "/"),
    "category": ("/categories/", "/"),
    "seller": ("/sellers/", "/"),
    "tag": ("/products/?tag=", ""),
}
type Kind = Literal["product", "category", "seller", "tag"]
# Of what fits, what is asked for most; the names of their categories, tags and sellers that fit too.
SUGGEST = """
WITH asked_for AS MATERIALIZED (
    SELECT product_id, category, tags, seller, popularity FROM finding_document
    WHERE product_id IN (SELECT fitting FROM finding_fitting(%(words)s::tsquery) fitting)
    ORDER BY popularity DESC, product_id DESC LIMIT %(weighed)s
), fitting AS MATERIALIZED (
    SELECT asked_for.*, searched.words
    FROM asked_for JOIN finding_searched searched ON searched.document_id = asked_for.product_id
)
(SELECT 'product', product.title, product.slug FROM fitting
 JOIN catalog_product product ON product.id = fitting.product_id JOIN accounts_user person ON person.id = seller_id
 WHERE product.state = 'approved' AND NOT product.is_paused AND product.deleted_at IS NULL AND person.is_active
 ORDER BY (1 + ln(1 + fitting.popularity) / 10) * ts_rank(%(weights)s::real[], fitting.words, %(words)s::tsquery) DESC,
    fitting.product_id DESC LIMIT %(products)s)
UNION ALL
(SELECT 'category', category.name, category.path FROM catalog_category category
 WHERE category.path IN (SELECT category FROM fitting)
   AND to_tsvector('finding_simple', category.name) @@ %(words)s::tsquery ORDER BY category.path LIMIT %(others)s)
UNION ALL
(SELECT 'tag', tag.name, tag.slug FROM catalog_tag tag
 WHERE tag.slug IN (SELECT unnest(tags) FROM fitting)
   AND to_tsvector('finding_simple', tag.name) @@ %(words)s::tsquery ORDER BY tag.slug LIMIT %(others)s)
UNION ALL
(SELECT 'seller', person.display_name, person.public_id FROM accounts_user person
 WHERE person.public_id IN (SELECT seller FROM fitting) AND person.is_active
   AND to_tsvector('finding_simple', person.display_name) @@ %(words)s::tsquery
 ORDER BY person.display_name, person.public_id LIMIT %(others)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One thing that may be meant: what to show, and the name that it has in an address."""

    kind: Kind
    label: str
    name: str


def suggest(typed: str) -> list[Suggestion]:
    """What may be meant by what has been typed so far, products first; nothing for one letter."""
    if len(typed.strip()) < LEAST_LETTERS:
        return []
    query = understand(typed)
    words = " & ".join(f"( {term.exact} )" for term in query.terms if term.exact)
    if not words:
        return []
    asked: dict[str, Any] = {
        "words": words,
        "weights": WEIGHTS,
        "weighed": WEIGHED,
        "products": MOST_PRODUCTS,
        "others": MOST_OTHERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(SUGGEST, asked)
        return [_suggestion(*row) for row in cursor.fetchall()]


def address_of(suggestion: Suggestion) -> str:
    """Where it leads on this site."""
    begin, end = ADDRESSES[suggestion.kind]
    return f"{begin}{quote(suggestion.name)}{end}"


def _suggestion(kind: Any, label: str, name: str) -> Suggestion:
    return Suggestion(kind=kind, label=label, name=name)
