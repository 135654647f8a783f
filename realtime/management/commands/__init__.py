"""Commands of the live core."""
