"""What is drawn of products: the card that others preview one with."""
