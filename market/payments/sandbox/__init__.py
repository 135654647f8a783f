"""A double of Stripe: another program with an address and a memory of its own, spoken to over HTTP as Stripe is.

It shares nothing with the program beside it but this folder, and never runs where a real key is set.
"""
