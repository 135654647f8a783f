"""The lists of what is for sale: searched, filtered, sorted, page by page."""
