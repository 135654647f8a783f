"""The books: every movement of money, kept by PostgreSQL itself."""
