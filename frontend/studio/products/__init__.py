"""What a seller offers: listings as they are written, reviewed, priced and switched on and off."""
