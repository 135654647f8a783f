"""Games told by a play-by-play file: read, put in order, and played through a board."""
