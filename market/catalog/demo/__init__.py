"""A catalogue to look at: about eighty invented products of all kinds, in every state, of eight sellers."""

from market.catalog.demo.loading import load

__all__ = ["load"]
