"""`/v1/…`: what programs ask, as Stripe answers them."""
