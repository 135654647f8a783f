"""`python -m project.probe`: ends with 0 when this container's web process can serve."""

import os
import sys
import urllib.error
import urllib.request


def main() -> None:
    """Ask `/readyz` on the port that the web process was given."""
    url = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=4) as answer:
            sys.exit(0 if answer.status == 200 else 1)
    except (urllib.error.URLError, OSError) as error:
        sys.exit(f"{url}: {error}")


if __name__ == "__main__":
    main()
