"""What both sides of the wire agree on; imports nothing, so that either side may read it."""

SECRET_KEY = "sk_test_sandbox"  # noqa: S105 - opens nothing
WEBHOOK_SECRET = "whsec_sandbox"  # noqa: S105
WEBHOOK_PATH = "/webhooks/stripe/"
API_VERSION = "2026-10-28.endive"
DEFAULT_PORT = 8001
