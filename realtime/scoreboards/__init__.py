"""Scoreboards: games whose state is a fold of append-only events, live to everybody who watches."""
