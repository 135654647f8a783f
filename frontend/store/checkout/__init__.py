"""The last page before paying: what is bought, for how much, and who is billed."""
