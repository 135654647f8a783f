"""What people say and choose about themselves."""
