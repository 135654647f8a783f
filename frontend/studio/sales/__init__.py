"""What a seller sold and earned, live."""
