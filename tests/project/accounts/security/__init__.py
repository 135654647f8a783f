"""What roles ask of a sign-in."""
