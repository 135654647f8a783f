"""Commands of the scoreboards."""
