"""Stand-ins for what is not ours, as programs of their own that are spoken to over the wire."""
