"""The tables of people, from the first one on."""
