"""The doors of the pure part: the consumer, threads that read PostgreSQL, the ear on Valkey, the loops of a process."""
