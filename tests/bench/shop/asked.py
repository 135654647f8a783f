"""What people ask of the shop: by kind of question, addresses enough that no answer is remembered."""

import random

from market.catalog.models import Tag
from tests.bench.shop.goods import Inventor

EACH = 60
KINDS = ("prompt", "model", "download", "api", "saas")
SORTS = ("newest", "popular", "price_up", "price_down")


def questions() -> dict[str, list[str]]:
    """Addresses of the API by kind of question, the same each time."""
    dice, inventor = random.Random(7), Inventor()
    common = [word for word in inventor.words[:1500] if word.isalpha() and len(word) > 3]
    tags = list(Tag.objects.values_list("slug", flat=True).order_by("slug"))

    def some(count: int) -> str:
        return " ".join(dice.sample(common, count)).lower()

    begun = [some(1) for _number in range(EACH)]
    lists = [f"/api/products?sort={dice.choice(SORTS)}&page={dice.randint(1, 40)}" for _number in range(EACH)]
    return {
        "list": lists,
        "list, far down": [f"/api/products?sort={dice.choice(SORTS)}&page={400 + one % 16}" for one in range(EACH)],
        "filter": [
            f"/api/products?kind={dice.choice(KINDS)}&tag={dice.choice(tags)}&price_min={100 * number}"
            for number in range(EACH)
        ],
        "search, one word": [f"/api/products?search={some(1)}&limit={20 + number % 9}" for number in range(EACH)],
        "search, three words": [f"/api/products?search={some(3)}" for _number in range(EACH)],
        "search, misspelt": [f"/api/products?search={_slip(dice, some(1))}" for _number in range(EACH)],
        "autocomplete": [f"/api/products/suggest?q={word[: 2 + number % 6]}" for number, word in enumerate(begun)],
        "autocomplete, misspelt": [f"/api/products/suggest?q={_slip(dice, word)}" for word in begun],
    }


def _slip(dice: random.Random, word: str) -> str:
    """The word with two neighbours changed."""
    place = dice.randrange(1, max(2, len(word) - 1))
    return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
