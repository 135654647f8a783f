"""The servers under load, each started as one process and driven through the same small interface."""
