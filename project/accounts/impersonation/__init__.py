"""An admin looks at the site as somebody else: in sight, for a while, and without a hand on anything."""
