"""How each object looks when it begins: exactly the fields of Stripe's published examples."""
