"""What a buyer has: orders as they move, what they bought, its files, and the papers of it."""
