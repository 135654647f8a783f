"""What the program counts while it runs; `/metrics` shows it to Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

sockets = Gauge("rialto_sockets", "Open sockets of this process", multiprocess_mode="livesum")
subscriptions = Gauge("rialto_subscriptions", "Topics joined by sockets of this process", multiprocess_mode="livesum")
deliveries = Counter("rialto_deliveries", "Frames written to sockets")
gap_fills = Counter("rialto_gap_fills", "Holes in a topic filled from the rows")
slow_closes = Counter("rialto_slow_closes", "Sockets closed because their reader was too slow")
sweep_lag = Gauge(
    "rialto_sweep_lag_seconds",
    "Seconds since a head sweep last confirmed that everything committed was delivered",
    multiprocess_mode="livemax",
)
publish_seconds = Histogram(
    "rialto_publish_seconds",
    "Time to store the events of one transaction",
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0),
)
request_seconds = Histogram(
    "rialto_request_seconds",
    "Time to answer a request",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
