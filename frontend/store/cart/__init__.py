"""The cart as people see it: a page, a drawer over any page, and the form that puts things in."""
