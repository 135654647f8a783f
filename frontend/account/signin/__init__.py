"""Signing in, registering and everything allauth serves."""
