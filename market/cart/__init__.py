"""What somebody means to buy: one cart a person, of many sellers, alive in all their tabs."""
