"""The pure part: topics, sockets and rights as state machines with an injected clock and injected doors."""
