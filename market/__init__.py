"""What is true about selling; no page is drawn here."""
