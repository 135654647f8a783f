"""Products as a program invents them: words as common as in real texts, prices, tags, and the meaning of each text."""

import random
from collections.abc import Iterator
from itertools import accumulate, batched
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from market.finding.meaning import meanings_of

CORPUS = Path(__file__).parents[2] / "market" / "finding" / "corpus.txt"
SYLLABLES = "ka ro mi len tar vos pel dra sun fi mor ute bal esk".split()  # noqa: SIM905
AT_ONCE, RARE, TOP = 1000, 20_000, 30


class Inventor:
    """Invents the same shop for the same seed: the language of the corpus, and names that are nobody's words."""

    def __init__(self, seed: int = 5) -> None:
        self.dice = random.Random(seed)
        rows = [line.split("|") for line in CORPUS.read_text().splitlines()]
        self.rows = [[part.strip() for part in row] for row in rows]
        common = sorted({word for row in self.rows for part in row[3:6] for word in part.split()})
        self.dice.shuffle(common)
        self.words = common + [self._name() for _number in range(RARE)]
        # Zipf, without its top: those words are in no index.
        self.weights = list(accumulate(1 / (TOP + place) for place in range(len(self.words))))

    def products(self, count: int) -> Iterator[dict[str, Any]]:
        """So many, each with its meaning."""
        for numbers in batched(range(count), AT_ONCE):
            made = [self._product(number) for number in numbers]
            meanings = meanings_of([f"{one['title']}. {one['tagline']}. {one['description'][:300]}" for one in made])
            for one, meaning in zip(made, meanings, strict=True):
                yield {**one, "meaning": str(meaning)}

    def _product(self, number: int) -> dict[str, Any]:
        _key, kind, path, title, tagline, description, tags = self.dice.choice(self.rows)
        name = f"{self._name().capitalize()} {' '.join(self._some(2))} {title if self.dice.random() < 0.3 else ''}"
        return {
            "slug": f"{slugify(name)[:60]}-{number}",
            "kind": kind,
            "path": path,
            "title": " ".join(name.split())[:120],
            "tagline": tagline,
            "description": f"{description} {' '.join(self._some(40))}",
            "tags": [slugify(tag) for tag in tags.split(",")],
            "price": 0 if self.dice.random() < 0.08 else self.dice.randrange(200, 20_000, 50),
            "popularity": int(self.dice.paretovariate(1.1)),
        }

    def _some(self, count: int) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self.weights, k=count)

    def _name(self) -> str:
        return "".join(self.dice.choice(SYLLABLES) for _part in range(3))
