"""Pages of the live scoreboards: the list, the spectators' view, the scorer's console."""
