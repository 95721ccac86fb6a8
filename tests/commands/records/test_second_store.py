"""The second store, as a folder and as a bucket: copied to, compared, healed from either side."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from govern.commands.jobs.rounds import Worker
from govern.commands.records import copy_to_second
from govern.commands.records.check_stores import check_stores
from govern.commands.records.copy_to_second import Copier
from govern.commands.records.second import second
from govern.installation import Installation
from govern.records.archive import Altered, ArchiveError
from govern.records.second import Bucket, Store, StoreError, second_store

FILES = [b"first record", b"second record", b"third record"]


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of an S3-compatible service."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@dataclass
class Kept:
    """An installation with a second store, and a way to spoil a file there."""

    installation: Installation
    bucket: str
    url: str

    def store(self) -> Store:
        found = second(self.installation)
        assert found is not None
        return found

    def spoil(self, digest: str, content: bytes | None) -> None:
        """Alter a file in the second store, or remove it."""
        name = f"{digest[:2]}/{digest[2:4]}/{digest}"
        if self.bucket:
            client = boto3.client("s3", endpoint_url=self.url, region_name="eu-west-2")
            key = f"records/{name}"
            if content is None:
                client.delete_object(Bucket=self.bucket, Key=key)
            else:
                client.put_object(Bucket=self.bucket, Key=key, Body=content)
            return
        place = Path(self.installation.settings.second_store) / name
        place.unlink()
        if content is not None:
            place.write_bytes(content)


@pytest.fixture(params=("folder", "bucket"))
def kept(
    request: pytest.FixtureRequest,
    embedded: Installation,
    tmp_path: Path,
    service: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Kept:
    """The same for a folder and for a bucket."""
    given = embedded.settings
    if request.param == "folder":
        (tmp_path / "second").mkdir()
        settings = replace(given, second_store=str(tmp_path / "second"))
        return Kept(replace(embedded, settings=settings), "", "")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    bucket = f"govern-{secrets.token_hex(6)}"
    client = boto3.client("s3", endpoint_url=service, region_name="eu-west-2")
    client.create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    secret = tmp_path / "key"
    secret.write_text("an-id\na-secret\n")
    secret.chmod(0o600)
    settings = replace(
        given,
        second_store=f"s3://{bucket}/records",
        second_store_url=service,
        second_store_key_file=str(secret),
    )
    return Kept(replace(embedded, settings=settings), bucket, service)


def put(installation: Installation) -> list[str]:
    return [installation.archive.put(each) for each in FILES]


def test_what_the_first_has_comes_into_the_second_once(kept: Kept) -> None:
    digests = put(kept.installation)
    copier = Copier(kept.installation)

    assert copier.copy_new() == 3
    assert copier.copy_new() == 0
    fourth = kept.installation.archive.put(b"fourth")
    assert copier.copy_new() == 1

    assert sorted(kept.store().digests()) == sorted([*digests, fourth])
    assert [kept.store().get(each) for each in digests] == FILES
    assert Copier(kept.installation).copy_new() == 0


def test_a_round_copies_a_few_and_one_that_fails_keeps_no_other_back(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_to_second, "AT_ONCE", 1)
    spoil_first(kept.installation, sorted(put(kept.installation))[0], b"altered")
    copier = Copier(kept.installation)

    assert sum(copier.copy_new() for _ in range(2 * len(FILES))) == len(FILES) - 1


def test_the_worker_copies_by_itself(kept: Kept) -> None:
    digests = put(kept.installation)

    Worker(kept.installation).turn()

    assert sorted(kept.store().digests()) == sorted(digests)


@pytest.mark.parametrize("content", [None, b"forged"], ids=["missing", "altered"])
def test_either_store_is_healed_from_the_other(kept: Kept, content: bytes | None) -> None:
    first, other, _ = put(kept.installation)
    Copier(kept.installation).copy_new()
    spoil_first(kept.installation, first, content)
    kept.spoil(other, content)
    bad = "missing" if content is None else "altered"

    before = check_stores(kept.installation)
    healing = check_stores(kept.installation, heal=True)
    after = check_stores(kept.installation)

    wrong = {each.digest: (each.first, each.second) for each in before.files if not each.whole}
    assert wrong == {first: (bad, "whole"), other: ("whole", bad)}
    assert healing.whole and after.whole and not before.whole
    assert {"healed"} == {
        state for each in healing.files for state in (each.first, each.second) if state != "whole"
    }
    assert kept.installation.archive.get(first) == FILES[0]
    assert kept.store().get(other) == FILES[1]


def test_what_neither_store_has_whole_is_said_and_left(kept: Kept) -> None:
    digest = put(kept.installation)[0]
    Copier(kept.installation).copy_new()
    spoil_first(kept.installation, digest, b"forged")
    kept.spoil(digest, b"forged otherwise")

    found = check_stores(kept.installation, heal=True)

    (lost,) = [each for each in found.files if each.lost]
    assert (lost.digest, lost.first, lost.second) == (digest, "altered", "altered")
    assert not found.whole and "altered in the second store" in lost.sentence()
    with pytest.raises(Altered):
        kept.store().get(digest)


def test_an_altered_file_is_never_copied_over_a_whole_one(kept: Kept) -> None:
    digest = put(kept.installation)[0]
    Copier(kept.installation).copy_new()
    spoil_first(kept.installation, digest, b"forged")

    assert Copier(kept.installation).copy_new() == 0
    assert kept.store().get(digest) == FILES[0]


def test_a_store_that_cannot_be_reached_delays_nothing_and_is_caught_up(kept: Kept) -> None:
    digests = put(kept.installation)
    copier = Copier(kept.installation)
    away = replace(
        kept.installation,
        settings=replace(kept.installation.settings, second_store="/nowhere/records"),
    )
    lost = Copier(away)

    assert lost.copy_new() == 0
    with pytest.raises(StoreError, match="is not there"):
        check_stores(away)
    assert copier.copy_new() == len(digests)


def test_a_bucket_with_many_objects_is_listed_whole(service: str) -> None:
    given = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=service, **given)
    client.create_bucket(Bucket="many")
    store = Bucket(client, "many")
    for number in range(1005):
        digest = f"{number:064x}"
        client.put_object(Bucket="many", Key=f"{digest[:2]}/{digest[2:4]}/{digest}", Body=b"")
    client.put_object(Bucket="many", Key="README", Body=b"")

    assert len(list(store.digests())) == 1005
    with pytest.raises(ArchiveError, match="No file"):
        store.get("f" * 64)


def test_a_bucket_that_is_not_there_and_a_key_others_may_read_are_refused(
    service: str, tmp_path: Path
) -> None:
    secret = tmp_path / "key"
    secret.write_text("id\nsecret\n")
    secret.chmod(0o644)

    with pytest.raises(StoreError, match="Only its owner may"):
        second_store("s3://bucket", url=service, secret=str(secret))
    secret.chmod(0o600)
    store = second_store("s3://no-such-bucket", url=service, secret=str(secret))
    assert store is not None
    with pytest.raises(StoreError, match="NoSuchBucket"):
        list(store.digests())
    secret.write_text("one line only")
    with pytest.raises(StoreError, match="two lines"):
        second_store("s3://bucket", url=service, secret=str(secret))


def test_without_a_setting_the_one_store_is_checked_alone(embedded: Installation) -> None:
    digest = put(embedded)[0]
    spoil_first(embedded, digest, b"forged")

    found = check_stores(embedded, heal=True)

    assert Copier(embedded).copy_new() == 0
    assert [(each.digest, each.first) for each in found.files if not each.whole] == [
        (digest, "altered")
    ]
    assert {each.second for each in found.files} == {None}


def spoil_first(installation: Installation, digest: str, content: bytes | None) -> None:
    place = installation.archive.path / digest[:2] / digest[2:4] / digest
    place.unlink()
    if content is None:
        shutil.rmtree(place.parent)
    else:
        place.write_bytes(content)
