"""A copy of all that we hold about a person, made by a worker from what each room registers."""
