"""The ASGI application that servers load: Django for requests, the live core for `/rt`."""

import gc
import os
from typing import Any, cast

from django.core.asgi import get_asgi_application

from project.body_cap import cap_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django_application = get_asgi_application()

# Consumers import models: they can only be loaded once Django has been set up, above.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import get_resolver, path, re_path  # noqa: E402

from realtime.doors.consumer import RtConsumer, refuse  # noqa: E402

# Without the last line an address that does not exist is an exception, and anybody can fill the logs with tracebacks.
sockets = URLRouter([path("rt", RtConsumer.as_asgi()), re_path("", cast("Any", refuse))])
application = ProtocolTypeRouter({"http": cap_bodies(django_application), "websocket": sockets})

# What is loaded stays, addresses included. Left to the collector, each of its full rounds would look at all of it, and
# stop every socket of the process meanwhile for a quarter of a second.
get_resolver().url_patterns  # noqa: B018 - reading loads them
gc.collect()
gc.freeze()
