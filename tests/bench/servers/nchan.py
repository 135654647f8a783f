"""nchan, the publish-subscribe module of nginx: one worker, a WebSocket subscriber, an HTTP publisher."""

import contextlib
import http.client
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench.children import SERVER_CORE, WORKSHOP, await_port, child, free_port
from tests.bench.servers.contender import Contender, NotInstalled, payload, require

MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
PACKAGES = ["apt-get", "install", "-y", "nginx-light", "libnginx-mod-nchan"]

CONFIGURATION = """
load_module {module};
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr warn;
{user}
worker_rlimit_nofile 20000;
events {{ worker_connections 20000; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096; keepalive_requests 1000000;
    location = /publish {{ nchan_publisher http; nchan_channel_id bench; nchan_message_buffer_length 10; }}
    location = /subscribe {{ nchan_subscriber websocket; nchan_channel_id bench;
      nchan_subscriber_first_message newest; nchan_message_buffer_length 10; }}
  }}
}}
"""


@contextlib.contextmanager
def nchan(*, install: bool) -> Iterator[Contender]:
    """nginx with one worker; only the worker's CPU counts."""
    if not MODULE.exists() and install:
        subprocess.run(PACKAGES, check=False, capture_output=True)
    nginx = require("nginx", install=None)
    if not MODULE.exists():
        raise NotInstalled("nchan")
    port, folder = free_port(), WORKSHOP / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(module=MODULE, folder=folder, port=port, user="user root;")
    (folder / "nginx.conf").write_text(text)
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with child(command, core=SERVER_CORE, log="nginx") as running:
        await_port(port, running)
        (worker,) = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        publisher = http.client.HTTPConnection("127.0.0.1", port)

        def publish(seq: int) -> None:
            publisher.request("POST", "/publish", payload(seq).encode(), {"Content-Type": "application/json"})
            publisher.getresponse().read()

        yield Contender(
            name="nchan in nginx", port=port, pids=[int(worker)], dialect="plain", path="/subscribe", publish=publish
        )
