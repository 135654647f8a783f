"""News for programs: every event of a topic, pushed to an address of theirs, signed and in order."""
