"""Valkey from the wheel, on a Unix socket that only we may open."""

import signal
import subprocess

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from project.embedded.children import spawn
from project.embedded.places import Places, valkey_program
from project.embedded.waiting import wait_for


def start_valkey(places: Places) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    socket = places.valkey_socket / "valkey.sock"
    socket.unlink(missing_ok=True)
    command = [str(valkey_program()), "--port", "0", "--unixsocket", str(socket)]
    command += ["--unixsocketperm", "700", "--dir", str(places.valkey)]
    # Hints and queues only: a snapshot each minute is enough, the facts are in PostgreSQL.
    command += ["--save", "60 1", "--shutdown-on-sigterm", "force", "--daemonize", "no", "--loglevel", "warning"]
    log = places.var / "valkey.log"
    child = spawn(command, var=places.var, log=log, account=None, last_signal=signal.SIGTERM)
    wait_for(lambda: _answers(places), child=child, name="Valkey", log=log)
    return child


def _answers(places: Places) -> bool:
    client = redis.Redis.from_url(places.redis_url, socket_timeout=2, retry=Retry(NoBackoff(), 0))
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
