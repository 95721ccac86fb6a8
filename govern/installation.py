"""One installation: its database, clock, keys and archive, and the one way to write to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cryptography import x509
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from govern.clock import Clock, SystemClock, text
from govern.errors import Conflict
from govern.ledger.leaf import Author
from govern.records import authority
from govern.records.archive import Archive
from govern.records.authority import AuthorityError, OutsideAuthority
from govern.records.device import Device
from govern.records.holding import Issuers, read_lists
from govern.records.keys import Keyring, Keyrings
from govern.records.pades.responders import Responders
from govern.records.revocation import Published
from govern.records.uploads import Uploads
from govern.settings import Settings
from govern.store.database import Database
from govern.store.identifiers import new_id
from govern.store.live import LiveRegister
from govern.store.rows.working import InstallationRow
from govern.store.writing import Writing
from workflows.engine import Actor


@dataclass
class Installation:
    """What every command is handed. Made by `open_installation`; tests make their own."""

    id: str
    name: str
    settings: Settings
    database: Database
    clock: Clock

    @contextmanager
    def writing(self, by: Actor | None) -> Iterator[Writing]:
        """One command's transaction, under the appointment of `by` (None: the installation
        itself).
        """
        author = None if by is None else Author(by.person, by.appointment, by.organisation)
        with self.database.writing() as session:
            writing = Writing(session, installation=self.id, now=self.clock.now(), by=author)
            yield writing
            writing.finish()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for pages and queries."""
        with self.database.reading() as session:
            yield session

    @property
    def demonstration(self) -> bool:
        """Whether this is a demonstration: said on every page and in every certificate."""
        return self.settings.demonstration

    @cached_property
    def archive(self) -> Archive:
        """The records, by digest."""
        return Archive(self.settings.home / "archive")

    @cached_property
    def uploads(self) -> Uploads:
        """What people uploaded, by digest, until it is disposed of."""
        return Uploads(self.settings.home / "uploads")

    @property
    def keyring(self) -> Keyring:
        """The keys that certify, stamp and seal, as they are now: changes by another process count
        at once.
        """
        return self._keyrings.present()

    @cached_property
    def _keyrings(self) -> Keyrings:
        return Keyrings(self.settings.home / "keys", device_of(self.settings))

    @cached_property
    def time_roots(self) -> tuple[x509.Certificate, ...]:
        """The roots that may vouch for timestamps beside our own; none without the setting. Raises
        AuthorityError.
        """
        return authority.roots(self._time_certificates)

    @cached_property
    def time_authority(self) -> OutsideAuthority | None:
        """The outside authority that states the time in records; None means the embedded one.
        Raises AuthorityError.
        """
        given = self.settings
        if not given.timestamp_url:
            return None
        if not self._time_certificates:
            raise AuthorityError("GOVERN_TIMESTAMP_URL also needs GOVERN_TIMESTAMP_CERTIFICATES.")
        return OutsideAuthority(
            given.timestamp_url,
            self._time_certificates,
            given.timestamp_policy or None,
            given.timestamp_seconds,
        )

    @cached_property
    def _time_certificates(self) -> tuple[x509.Certificate, ...]:
        named = self.settings.timestamp_certificates
        return authority.read_certificates(Path(named)) if named else ()

    @property
    def own_issuers(self) -> Issuers:
        """Who may issue people's own certificates, with their lists as they are now and who may
        be asked; nobody without the setting. Raises AuthorityError and OwnCertificateError.
        """
        named = self.settings.own_certificate_roots
        if not named:
            return Issuers()
        folder = self.settings.own_certificate_lists
        lists = read_lists(Path(folder)) if folder else ()
        may_be_asked = Responders(frozenset(self.settings.own_certificate_responders))
        return Issuers(authority.read_certificates(Path(named)), lists, may_be_asked)

    @property
    def own_roots(self) -> tuple[x509.Certificate, ...]:
        """The roots that may vouch for a signatory's own certificate. Raises AuthorityError."""
        named = self.settings.own_certificate_roots
        return authority.roots(authority.read_certificates(Path(named))) if named else ()

    @property
    def published(self) -> Published:
        """All that a record is held against beside the root."""
        return replace(self.keyring.published(), own_roots=self.own_roots)

    @cached_property
    def register(self) -> LiveRegister:
        """The register, kept up with the ledger."""
        return LiveRegister(self.database, self.settings.lease)


def begin(settings: Settings, *, name: str, clock: Clock | None = None) -> Installation:
    """Begin a new installation in a migrated, empty database: its id, keys and first event."""
    clock = clock or SystemClock()
    database = Database(settings.database)
    _private_folder(settings)
    Keyring.create(
        settings.home / "keys",
        clock.now(),
        name,
        demonstration=settings.demonstration,
        device=device_of(settings),
    )
    installation = Installation(new_id(), name, settings, database, clock)
    with installation.writing(None) as writing:
        if writing.session.scalar(select(InstallationRow.id)):
            raise Conflict("this database already holds an installation")
        row = {"id": installation.id, "name": name, "demonstration": settings.demonstration}
        writing.session.execute(insert(InstallationRow).values(begun_at=text(writing.at), **row))
        writing.record(
            "installation_begun",
            ("installation", installation.id),
            {"name": name, "demonstration": settings.demonstration},
        )
    return installation


def open_installation(settings: Settings, *, clock: Clock | None = None) -> Installation:
    """Open the installation in the database. Conflict when there is none, or when demonstration
    keys or accounts would serve outside demonstration mode.
    """
    database = Database(settings.database)
    try:
        row = _row(database, settings)
    except BaseException:
        database.close()
        raise
    return Installation(row.id, row.name, settings, database, clock or SystemClock())


def _row(database: Database, settings: Settings) -> InstallationRow:
    with database.reading() as session:
        row = session.scalars(select(InstallationRow)).first()
    if row is None:
        raise Conflict("there is no installation here yet: run `govern begin` or `govern demo`")
    if row.demonstration != settings.demonstration:
        kind, say = ("a demonstration", "yes") if row.demonstration else ("no demonstration", "no")
        raise Conflict(f"this installation is {kind}: start it with GOVERN_DEMONSTRATION={say}")
    return row


def device_of(settings: Settings) -> Device | None:
    """Where the issuing key is, when the settings name a device."""
    if not settings.device_module:
        return None
    return Device(
        Path(settings.device_module),
        settings.device_token,
        settings.device_key,
        Path(settings.device_pin_file),
    )


def _private_folder(settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    os.chmod(settings.home, 0o700)
