"""Management of the live core."""
