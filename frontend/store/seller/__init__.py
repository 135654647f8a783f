"""The shop of one seller."""
