"""People: who may sign in, and the guests who have not."""
