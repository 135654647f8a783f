"""How news travels: topics, positions, sockets. This room has never heard of an order."""
