"""Sessions in the database that may end with the browser as well as at a time that is fixed from their beginning."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as StoredSession

UNTIL_CLOSED = "until_closed"
REMEMBERED = timedelta(days=30)
FORGOTTEN = timedelta(hours=12)


class SessionStore(StoredSession):
    """Django's own, whose cookie may go with the browser although the row has an end of its own."""

    def get_expire_at_browser_close(self) -> bool:
        """Whether the browser forgets its cookie when it is closed."""
        return bool(self.get(UNTIL_CLOSED)) or super().get_expire_at_browser_close()


def begin_session(session: SessionBase, *, is_remembered: bool, now: datetime) -> None:
    """Fix the end of a session at sign-in; using it does not move that."""
    session.set_expiry(now + (REMEMBERED if is_remembered else FORGOTTEN))
    session[UNTIL_CLOSED] = not is_remembered
