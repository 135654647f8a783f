"""Listings as a table: what a seller sends is worked off row by row, what they fetch can be sent again."""
