"""What payments count while the program runs."""

from prometheus_client import Counter, Histogram

payments_ended = Counter("rialto_payments", "Payments by how they ended", ["result"])
refunds_ended = Counter("rialto_refunds", "Refunds by how they ended", ["result"])
orders_ended = Counter("rialto_orders", "Orders by what became of them", ["result"])
money_alarms = Counter("rialto_money_alarms", "Money that somebody must look at", ["kind"])
events_refused = Counter("rialto_provider_events_refused", "Events that were not the provider's", ["why"])
events_handled = Counter("rialto_provider_events", "Events of providers by kind and result", ["kind", "result"])
webhook_lag = Histogram(
    "rialto_webhook_lag_seconds",
    "Time from an event's arrival to its effect",
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 600.0),
)
