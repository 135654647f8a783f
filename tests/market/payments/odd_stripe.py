"""A Stripe that answers what a test says, whatever it is asked: for answers that the sandbox never gives."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any


@dataclass
class Odd:
    """What it answers, and what it was asked."""

    url: str = ""
    status: int = 200
    body: str = ""
    asked: list[str] = field(default_factory=list)

    def says(self, body: Any, *, status: int = 200) -> None:
        """Answer this from now on: a text as it is, anything else as JSON."""
        self.status, self.body = status, body if isinstance(body, str) else json.dumps(body)


@contextmanager
def odd_stripe() -> Iterator[Odd]:
    """One that listens on a free port of this machine."""
    odd = Odd()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            odd.asked.append(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(odd.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(odd.body.encode())

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        odd.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield odd
        server.shutdown()


def calculation(*lines: dict[str, Any], currency: str = "usd", **other: Any) -> dict[str, Any]:
    """An answer as Stripe Tax gives it, with what the adapter reads."""
    return {
        "id": "taxcalc_1",
        "object": "tax.calculation",
        "currency": currency,
        "tax_amount_exclusive": 100,
        "line_items": {"object": "list", "data": list(lines), "has_more": False, "url": "/v1/tax"},
        **other,
    }


def line(*percents: str, amount: int = 1000, tax: int = 0, taxable: int | None = None, **other: Any) -> dict[str, Any]:
    """One line of it, with a part for each percentage."""
    parts = [
        {
            "amount": tax // len(percents),
            "jurisdiction": {"country": "US", "display_name": "New York", "level": "state", "state": "NY"},
            "sourcing": "destination",
            "tax_rate_details": {"display_name": "Sales tax", "percentage_decimal": percent, "tax_type": "sales_tax"},
            "taxability_reason": "standard_rated",
            "taxable_amount": amount if taxable is None else taxable,
        }
        for percent in percents
    ]
    return {
        "object": "tax.calculation_line_item",
        "id": "tax_li_1",
        "amount": amount,
        "amount_tax": tax,
        "reference": "one",
        "tax_behavior": "exclusive",
        "tax_code": "txcd_10000000",
        "tax_breakdown": parts,
        **other,
    }
