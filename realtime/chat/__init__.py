"""Rooms where people talk: public, private, direct, and beside whatever an object of another room needs."""
