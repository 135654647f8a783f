"""What is drawn and not written as HTML: the card that others preview a game with, and the game sheet."""
