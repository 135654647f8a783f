"""Everything about what is for sale."""

from market.catalog.models.categories import Category, Tag
from market.catalog.models.imports import ImportRow, ImportRun, ImportState, RowResult
from market.catalog.models.products import ListingState, Picture, Product, ProductKind
from market.catalog.models.review import UNDECIDED, Change, ChangeState, CommissionRate
from market.catalog.models.tiers import Interval, Price, Pricing, Tier
from market.catalog.models.versions import Content, File, Version

__all__ = [
    "UNDECIDED",
    "Category",
    "Change",
    "ChangeState",
    "CommissionRate",
    "Content",
    "File",
    "ImportRow",
    "ImportRun",
    "ImportState",
    "Interval",
    "ListingState",
    "Picture",
    "Price",
    "Pricing",
    "Product",
    "ProductKind",
    "RowResult",
    "Tag",
    "Tier",
    "Version",
]
