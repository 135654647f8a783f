"""Claims about the shop."""
