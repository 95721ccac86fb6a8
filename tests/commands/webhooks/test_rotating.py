"""Each webhook has a key of its own, which is changed without a moment at which it must happen."""

from __future__ import annotations

import stat

import pytest

from govern.commands.jobs.run import run_due
from govern.commands.register.export_keys import in_backups, webhook_keys
from govern.commands.register.publish import Published
from govern.commands.webhooks import telling
from govern.commands.webhooks.asking import end_webhook
from govern.commands.webhooks.rotating import begin_key_change, finish_key_change
from govern.errors import Conflict
from govern.exchange.webhooks.event import public_key
from tests.commands.webhooks.hearing import Hearing
from tests.exchange.webhooks.receiver import documented_check


def keys(hearing: Hearing, name: str) -> list[str]:
    """The public keys of one, as its page shows them."""
    found = webhook_keys(hearing.sharing.installation.settings, hearing.ids[name])
    return [public_key(each.public_key()) for each in found]


def told(hearing: Hearing, number: int) -> dict[str, tuple[dict[str, str], bytes]]:
    """What one publication sends to each of them."""
    here = hearing.sharing.installation
    hearing.sent.clear()
    hearing.signed.clear()
    made = Published(1, number, ("force-essex.json.gz",), here.clock.now())
    telling.tell(here, [made])
    run_due(here)
    both = zip(hearing.signed, hearing.sent, strict=True)
    return {host.split(".")[0]: (signed, body) for (host, signed), (_, body) in both}


def holds(key: str, signed: dict[str, str], body: bytes) -> bool:
    """Whether a receiver that trusts this key alone takes it, by the code of the guide."""
    try:
        documented_check(int(signed["webhook-timestamp"]))(key, signed, body)
    except ValueError:
        return False
    return True


def test_one_receiver_cannot_pass_its_hint_on_to_another(hearing: Hearing) -> None:
    (one,), (two,) = keys(hearing, "one"), keys(hearing, "two")

    sent = told(hearing, 7)

    assert one != two
    assert [holds(key, *sent["one"]) for key in (one, two)] == [True, False]
    assert [holds(key, *sent["two"]) for key in (one, two)] == [False, True]


def test_while_a_key_is_changed_either_suffices_and_then_the_next_alone(hearing: Hearing) -> None:
    here, one = hearing.sharing.installation, hearing.ids["one"]
    (old,) = keys(hearing, "one")

    following = begin_key_change(here, webhook_id=one)
    meanwhile = told(hearing, 7)["one"]
    shown = keys(hearing, "one")
    left = finish_key_change(here, webhook_id=one)
    afterwards = told(hearing, 8)["one"]

    assert shown == [old, following]
    assert [holds(key, *meanwhile) for key in (old, following)] == [True, True]
    assert [holds(key, *afterwards) for key in (old, following)] == [False, True]
    assert keys(hearing, "one") == [left] == [following]


def test_anothers_key_stays_as_it_is(hearing: Hearing) -> None:
    before = keys(hearing, "two")

    begin_key_change(hearing.sharing.installation, webhook_id=hearing.ids["one"])

    assert keys(hearing, "two") == before


def test_a_change_is_begun_once_and_finished_once_and_never_of_one_that_was_ended(
    hearing: Hearing,
) -> None:
    here, one = hearing.sharing.installation, hearing.ids["one"]

    with pytest.raises(Conflict, match="begin a change first"):
        finish_key_change(here, webhook_id=one)
    begin_key_change(here, webhook_id=one)
    with pytest.raises(Conflict, match="next key already"):
        begin_key_change(here, webhook_id=one)
    end_webhook(here, webhook_id=one)
    with pytest.raises(Conflict, match="was ended"):
        finish_key_change(here, webhook_id=one)


def test_only_its_owner_may_read_a_key_and_a_backup_takes_both(hearing: Hearing) -> None:
    keys(hearing, "one")
    begin_key_change(hearing.sharing.installation, webhook_id=hearing.ids["one"])

    folder = hearing.sharing.installation.settings.home / "register-keys"
    made = sorted(folder.glob("webhook-*.key"))

    assert len(made) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert in_backups(folder) == [path.stem for path in made]


def test_the_guides_check_refuses_what_is_too_old_or_changed(hearing: Hearing) -> None:
    (key,) = keys(hearing, "one")
    signed, body = told(hearing, 7)["one"]
    late = documented_check(int(signed["webhook-timestamp"]) + 301)

    assert holds(key, signed, body)
    assert not holds(key, signed, body + b" ")
    assert not holds(key, {**signed, "webhook-id": "register-1-8"}, body)
    with pytest.raises(ValueError, match="too old"):
        late(key, signed, body)
