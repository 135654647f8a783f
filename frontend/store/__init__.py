"""The shop: what people see of products, from the start page to the library."""
