"""A mailer that writes letters into a folder: what a machine of one's own does instead of sending."""

import os
from collections.abc import Sequence
from email.message import EmailMessage as Parsed
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileMailer(BaseEmailBackend):
    """Writes each message as `<name in its Message-ID>.eml`, readable by this user alone; twice is once."""

    def __init__(self, folder: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them; a half-written file is never seen under its name."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            self._write(message.message())
        return len(email_messages)

    def _write(self, message: Parsed) -> None:
        name = "".join(sign for sign in message["Message-ID"].partition("@")[0] if sign.isalnum() or sign in "_.-")
        begun = self.folder / f".{name}.{os.getpid()}"
        descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
        begun.replace(self.folder / f"{name}.eml")
