"""How the tables of the scoreboards came to be."""
