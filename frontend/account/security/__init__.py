"""Second factors, sessions and devices of the person signed in."""
