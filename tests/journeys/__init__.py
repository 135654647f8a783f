"""Stories told with real browsers against a real server."""
