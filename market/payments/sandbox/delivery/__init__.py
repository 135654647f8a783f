"""Telling the program outside what happened: events, and their way to its webhooks."""
