"""The shop as it is seen from outside: linked data, sitemaps, what robots may read, pictures for previews."""
