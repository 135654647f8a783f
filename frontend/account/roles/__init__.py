"""Applying for a role, and the steps into it."""
