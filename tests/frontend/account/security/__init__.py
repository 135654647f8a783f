"""Safe sign-in over HTTP."""
