"""Journeys that cross domains: an order is placed, paid, fulfilled, refunded. Only flows and payouts move money."""
