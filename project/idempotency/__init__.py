"""`Idempotency-Key`: an unsafe request that is sent again is answered again, and done once."""
