"""Tags and filters that the templates use."""
