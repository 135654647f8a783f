"""Profile, settings, activity, export and deletion; the public page of a person."""
