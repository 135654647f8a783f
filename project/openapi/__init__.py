"""The API as programs see it: read strictly, answered in one form, described in documents that are made from it."""
