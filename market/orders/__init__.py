"""What was bought: orders, what they wait for, what they grant, and the papers of it."""
