"""Signing in, as browsers and whoever pretends to be one meet it."""
