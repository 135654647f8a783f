"""Tokens for programs, and keys."""

from ninja import Router

router = Router(tags=["auth"])
