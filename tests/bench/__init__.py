"""Benchmarks: what one delivered message costs here and in the servers people compare us with."""
