"""What the live core of this process says of itself, for health pages."""

from realtime.doors.runtime import runtimes


def status() -> dict[str, float]:
    """Open sockets, joined topics and active streams of this process, and how far behind the facts it may be."""
    gateways = [runtime.gateway for runtime in runtimes()]
    return {
        "sockets": sum(len(gateway.sockets) for gateway in gateways),
        "subscriptions": sum(len(socket.topics) for gateway in gateways for socket in gateway.sockets),
        "topics": sum(len(gateway.hub.streams) for gateway in gateways),
        "event_lag_seconds": round(max((gateway.hub.lag() for gateway in gateways), default=0.0), 3),
    }
