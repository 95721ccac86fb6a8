"""On both databases: of many who send one code at once, one gets in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from govern.commands.sign_in import delays
from govern.commands.sign_in.give_code import give_code
from govern.commands.sign_in.give_password import TooSoon, give_password
from govern.errors import Invalid
from tests.web.conftest import new_installation
from tests.web.people import PASSWORD, populate
from tests.web.signing_in import code_now

AT_ONCE = 12


def test_a_code_sent_many_times_at_once_opens_one_session(
    tmp_path: Path, database_url: str
) -> None:
    here = new_installation(tmp_path / "home", demonstration=False, database_url=database_url)
    populate(here)

    def begin(number: int) -> str:
        return give_password(
            here,
            email="amara@essex.example",
            password=PASSWORD,
            address=f"192.0.2.{number}",
            browser="",
            secret=b"key",
        ).token

    def finish(number: int) -> bool:
        address = f"192.0.2.{number}"
        try:
            give_code(here, token=tokens[number], code=code, address=address, secret=b"key")
        except (Invalid, TooSoon):
            return False
        return True

    tokens = [begin(number) for number in range(AT_ONCE)]
    code = code_now(here.clock)
    with ThreadPoolExecutor(AT_ONCE) as hands:
        opened = list(hands.map(finish, range(AT_ONCE)))
    here.database.close()

    assert sum(opened) == 1


def test_buckets_do_not_name_the_account() -> None:
    tried = delays.buckets(b"key", account="Amara@Essex.Example", address="192.0.2.1")

    assert {len(bucket.key) for bucket in tried} == {64}
    assert tried == delays.buckets(b"key", account=" amara@essex.example", address="192.0.2.1")
    assert tried != delays.buckets(b"other", account="amara@essex.example", address="192.0.2.1")
