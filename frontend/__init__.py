"""What a person's browser meets: pages, styles and the live client."""
