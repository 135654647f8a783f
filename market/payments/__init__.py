"""Money that comes and goes back through providers: what was asked of them, and what they said."""
