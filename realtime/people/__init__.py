"""What one person is told about themselves, wherever they look, and what staff is told of people who wait."""
