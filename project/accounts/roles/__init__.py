"""Who may sell, consider, recommend, help and decide: roles, how one comes to them, and what is proven of a person."""
