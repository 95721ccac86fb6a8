"""Send one queued mail over SMTP; the outbox keeps it until the server takes it.

A demonstration without a mail server writes its mail into a folder instead: its people are
invented, and nothing is sent.
"""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from govern.clock import instant, london
from govern.commands.mail.wording import worded
from govern.installation import Installation
from govern.store.rows.people import PersonRow

_A_MOMENT = timedelta(milliseconds=1)


class NoServer(Exception):
    """No mail server is set: the mail stays in the outbox."""


def send_mail(installation: Installation, payload: Mapping[str, Any]) -> None:
    """Send the mail that a job's payload describes. NoServer without a server; smtplib's errors
    when it refuses.
    """
    settings = installation.settings
    if not settings.smtp_host and not installation.demonstration:
        raise NoServer("GOVERN_SMTP_HOST is not set")
    message = composed(installation, payload)
    if message is None:
        return
    if not settings.smtp_host:
        keep_mail(installation, message)
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
        server.send_message(message)


def keep_mail(installation: Installation, message: EmailMessage) -> Path:
    """Write a mail that nobody is sent into the folder `mail` of the home; returns its file."""
    folder = installation.settings.home / "mail"
    folder.mkdir(mode=0o700, exist_ok=True)
    content = message.as_bytes()
    day = london(installation.clock.now()).date().isoformat()
    path = folder / f"{day}-{hashlib.sha256(content).hexdigest()[:16]}.eml"
    path.write_bytes(content)
    return path


def composed(installation: Installation, payload: Mapping[str, Any]) -> EmailMessage | None:
    """The message, or None when its person has been erased or has no address."""
    with installation.reading() as session:
        person = session.get(PersonRow, payload["person_id"])
    if person is None or not person.email:
        return None
    about = {name: str(value) for name, value in payload["about"].items()}
    about["due"] = _due(about.get("due_at", ""))
    wording = worded(payload["template"], about)
    message = EmailMessage()
    prefix = "[Demonstration] " if installation.demonstration else ""
    message["Subject"] = " ".join((prefix + wording.subject).split())
    message["From"] = installation.settings.mail_from
    message["To"] = person.email
    link = installation.settings.url.rstrip("/") + payload["path"]
    message.set_content(
        f"Dear {person.name},\n\n{wording.sentence}\n\n{_sign_in(payload)}: {link}\n\n"
        f"{installation.name}\nThis message holds no content of any document. Do not reply to it.\n"
    )
    return message


def _sign_in(payload: Mapping[str, Any]) -> str:
    office = payload.get("office")
    return f"Sign in as {office} to see it" if office else "Sign in to see it"


def _due(due_at: str) -> str:
    """The last day before an exclusive end, as every page has it."""
    return f", by {london(instant(due_at) - _A_MOMENT):%-d %B %Y}" if due_at else ""
