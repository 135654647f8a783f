"""Commands of `manage.py` that belong to the program as a whole."""
