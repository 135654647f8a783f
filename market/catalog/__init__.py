"""What is for sale: products of all kinds, their tiers and prices, versions and files, and how they are approved."""
