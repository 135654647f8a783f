"""Searching what is for sale: understood words, what matches them, filters with counts, and an order."""
