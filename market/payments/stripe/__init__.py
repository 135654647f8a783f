"""The one door to Stripe: nothing else imports its library, and nobody behind it asks who answers."""
