"""The optional second store of records: another folder, or a bucket of an S3-compatible service."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from govern.records.archive import Altered, Archive, ArchiveError
from govern.records.key_files import KeyringError, require_private

BUCKET = "s3://"
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_CONNECT, _READ, _ATTEMPTS = 5, 30, 3
"""Seconds until a bucket must answer, and how often it is asked: the copying round comes again."""


class StoreError(Exception):
    """The second store cannot be used or reached; the message says why."""


class Store(Protocol):
    """What a second store does. `get` raises ArchiveError for bytes that are missing or altered;
    each may raise StoreError.
    """

    def mend(self, content: bytes) -> str:
        """Keep the bytes under their digest, in place of whatever stands there."""

    def get(self, digest: str) -> bytes:
        """The bytes of a digest, checked."""

    def digests(self) -> Iterator[str]:
        """The digest of every file kept, in order."""


class Folder:
    """Another folder, on another disk: kept like the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_dir():
            raise StoreError(f"The second store {path} is not there: make the folder, or mount it.")
        self._archive = Archive(path)

    def mend(self, content: bytes) -> str:
        """Keep the bytes, synced to disk."""
        with self._reached():
            return self._archive.mend(content)

    def get(self, digest: str) -> bytes:
        """The bytes of a digest, checked."""
        with self._reached():
            return self._archive.get(digest)

    def digests(self) -> Iterator[str]:
        """Every digest kept."""
        with self._reached():
            yield from self._archive.digests()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise StoreError(f"The second store {self._path}: {fault.strerror}.") from fault


class Bucket:
    """A bucket, its objects named `PREFIX/ab/cd/DIGEST` as in a folder. The service checks the
    digest of what it takes.
    """

    def __init__(self, client: Any, bucket: str, prefix: str = "") -> None:
        self._client, self._bucket = client, bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def mend(self, content: bytes) -> str:
        """Keep the bytes."""
        digest = hashlib.sha256(content)
        self._asked(
            "put_object",
            Key=self._key(digest.hexdigest()),
            Body=content,
            ChecksumSHA256=b64encode(digest.digest()).decode(),
        )
        return digest.hexdigest()

    def get(self, digest: str) -> bytes:
        """The bytes of a digest, checked."""
        answer = self._asked("get_object", Key=self._key(digest))
        if answer is None:
            raise ArchiveError(f"No file with digest {digest} is in the second store.")
        content: bytes = answer["Body"].read()
        if hashlib.sha256(content).hexdigest() != digest:
            raise Altered(f"The file {digest} in the second store was altered.")
        return content

    def digests(self) -> Iterator[str]:
        """Every digest kept."""
        after: dict[str, str] = {}
        while True:
            page = self._asked("list_objects_v2", Prefix=self._prefix, **after) or {}
            names = (each["Key"].rpartition("/")[2] for each in page.get("Contents", ()))
            yield from (name for name in names if _DIGEST.match(name))
            if not page.get("IsTruncated"):
                return
            after = {"ContinuationToken": page["NextContinuationToken"]}

    def _key(self, digest: str) -> str:
        return f"{self._prefix}{digest[:2]}/{digest[2:4]}/{digest}"

    def _asked(self, what: str, **given: Any) -> Any:
        """The service's answer; None when there is no such object."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client, what)(Bucket=self._bucket, **given)
        except ClientError as fault:
            if fault.response.get("Error", {}).get("Code") == "NoSuchKey":
                return None
            raise StoreError(f"The second store {BUCKET}{self._bucket}: {fault}") from fault
        except BotoCoreError as fault:
            raise StoreError(f"The second store {BUCKET}{self._bucket}: {fault}") from fault


def second_store(named: str, *, url: str = "", region: str = "", secret: str = "") -> Store | None:
    """The store that a setting names: "" for none, `s3://BUCKET/PREFIX`, or the path of a folder.

    `url` is the address of an S3-compatible service, `secret` a file with the key's id and the
    secret key, a line each, that its owner alone can read. Raises StoreError.
    """
    if not named:
        return None
    if not named.startswith(BUCKET):
        return Folder(Path(named))
    bucket, _, prefix = named.removeprefix(BUCKET).partition("/")
    return Bucket(_client(url, region, Path(secret) if secret else None), bucket, prefix)


def _client(url: str, region: str, secret: Path | None) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise StoreError("A bucket needs boto3: install govern[server,s3].") from None
    given: dict[str, Any] = {}
    if secret is not None:
        given["aws_access_key_id"], given["aws_secret_access_key"] = _secret(secret)
    return boto3.client(
        "s3",
        endpoint_url=url or None,
        region_name=region or "eu-west-2",
        config=Config(
            connect_timeout=_CONNECT,
            read_timeout=_READ,
            retries={"total_max_attempts": _ATTEMPTS},
        ),
        **given,
    )


def _secret(path: Path) -> tuple[str, str]:
    try:
        require_private(path)
        lines = path.read_text().split()
    except (OSError, KeyringError) as fault:
        raise StoreError(f"The key of the second store cannot be read: {fault}") from fault
    if len(lines) != 2:
        raise StoreError(f"{path} must hold two lines: the key's id, and the secret key.")
    return lines[0], lines[1]
