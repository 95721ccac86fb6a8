"""`govern webhooks`: opened, its key shown and changed in two steps, told of what is wrong."""

from __future__ import annotations

import pytest

from govern.exchange.webhooks import address
from tests.cli.conftest import Run


@pytest.fixture
def opened(begun: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(address, "_resolved", lambda *_: ["93.184.215.14"])
    line = ("webhooks", "open", "RMS", "https://rms.example/in", "--force", "all")
    assert begun(*line)[0] == 0
    return begun


def shown(govern: Run) -> list[str]:
    code, told = govern("register", "export", "webhook-key", "RMS")
    assert code == 0
    return [each["key"] for each in told["keys"]]


def test_its_key_is_changed_in_two_steps_and_shown_in_each(opened: Run) -> None:
    (old,) = shown(opened)

    code, told = opened("webhooks", "rotate", "RMS")
    meanwhile = shown(opened)
    finished, left = opened("webhooks", "rotate", "RMS", "--finish")

    assert (code, finished) == (0, 0)
    assert meanwhile == [old, told["key"]]
    assert shown(opened) == [left["key"]] == [told["key"]]


def test_a_change_that_was_not_begun_is_not_finished(opened: Run) -> None:
    assert opened("webhooks", "rotate", "RMS", "--finish")[0] == 1


def test_the_key_of_nothing_is_not_shown(opened: Run) -> None:
    assert opened("register", "export", "webhook-key", "nobody")[0] == 2
