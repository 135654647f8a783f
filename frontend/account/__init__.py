"""Pages about the visitor: for now, the name a guest goes by."""
