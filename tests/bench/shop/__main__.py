"""`python -m tests.bench.shop fill 10000 | bare | pages | judge`: one answer as JSON on standard output."""

import json
import sys

import django

PAGES = {"home": "/", "list": "/products/", "search": "/products/?search=invoice", "category": "/categories/prompts/"}


def main() -> int:
    """Do what the arguments say."""
    django.setup()
    from market.catalog.models import Product
    from tests.bench.shop import bare, fill, labelled
    from tests.bench.shop.asked import questions

    what = sys.argv[1]
    if what == "fill":
        answer: object = fill.fill(int(sys.argv[2]))
    elif what == "judge":
        answer = labelled.judged_ways()
    elif what == "bare":
        answer = {"asked": questions(), "bare": bare.bare(questions())}
    else:
        slug = Product.objects.values_list("slug", flat=True).order_by("pk")[0]
        pages = {**PAGES, "product": f"/products/{slug}/"}
        answer = {"addresses": pages, "statements": bare.pages(pages)}
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
