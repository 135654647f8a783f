"""Where staff sees every order, gives money back, and follows what banks dispute."""
