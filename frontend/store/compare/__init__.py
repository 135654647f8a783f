"""Up to four products side by side."""
