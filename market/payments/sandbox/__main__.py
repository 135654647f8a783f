"""`python -m market.payments.sandbox`: serve, or wait idly where it must not."""

import signal
import sys

import uvicorn

from market.payments.sandbox.environment import here


def main() -> None:
    """What the Procfile's line runs."""
    if here().why_not:
        # The Procfile's other lines would be stopped if this one ended.
        sys.stdout.write(f"No Stripe sandbox here ({here().why_not}): waiting idly.\n")
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pause()
    uvicorn.run(
        "market.payments.sandbox.asgi:application",
        host=here().host,
        port=here().port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()
