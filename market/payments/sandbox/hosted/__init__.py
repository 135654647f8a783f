"""The pages that a person meets here: paying, authenticating, and looking around. No script anywhere."""
