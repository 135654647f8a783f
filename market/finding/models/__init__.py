"""What is found, and what people mark: rows of the index, and rows of persons."""

from market.finding.models.documents import MEANINGS, Document, Lowest, Searched, Stale, Word
from market.finding.models.personal import Collection, CollectionItem, Favourite, Follow, Viewed
from market.finding.models.tally import Tally
from market.finding.models.together import Announcement, Counted, Together

__all__ = [
    "MEANINGS",
    "Announcement",
    "Collection",
    "CollectionItem",
    "Counted",
    "Document",
    "Favourite",
    "Follow",
    "Lowest",
    "Searched",
    "Stale",
    "Tally",
    "Together",
    "Viewed",
    "Word",
]
