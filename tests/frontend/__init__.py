"""Claims about the pages."""
