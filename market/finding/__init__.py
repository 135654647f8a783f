"""Finding what is for sale: by words, by meaning, by what others bought."""
