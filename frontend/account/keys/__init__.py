"""API keys and programs of the person signed in."""
