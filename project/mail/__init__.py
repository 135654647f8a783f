"""Letters: what is sent to people by mail, as rows that a worker sends."""
