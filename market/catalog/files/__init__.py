"""Files of versions: what is let in, what is looked at first, and how they are kept."""
