"""Passwords in tests: the product's own algorithm at the least cost, for thousands of people sign in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 over 64 KiB once, where the product takes 100 MiB twice; claims about time ask for the product's."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
