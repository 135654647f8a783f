"""What rooms draw with: letters, sheets of paper and share cards."""
