"""The kinds of job there are: what each does, and when it can be done at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from govern.commands.mail.send import send_mail
from govern.commands.own_certificates.sign import lapse
from govern.commands.signing.carry_over import carry_over
from govern.commands.signing.execute import make_executed_copy
from govern.commands.signing.seal import seal_act
from govern.commands.webhooks import telling
from govern.commands.word.waiting import post_waiting
from govern.installation import Installation

Payload = Mapping[str, Any]


def _always(_: Installation) -> bool:
    return True


def _takes_mail(installation: Installation) -> bool:
    return bool(installation.settings.smtp_host) or installation.demonstration


@dataclass(frozen=True)
class Kind:
    """A kind of job: `do` may be repeated safely, and is not called while `ready` says no."""

    name: str
    do: Callable[[Installation, Payload], object]
    ready: Callable[[Installation], bool] = _always


def _seal(installation: Installation, payload: Payload) -> str:
    return seal_act(installation, act_id=payload["act_id"])


def _lapse(installation: Installation, payload: Payload) -> bool:
    return lapse(installation, act_id=payload["act_id"])


def _execute(installation: Installation, payload: Payload) -> str:
    return make_executed_copy(installation, version_id=payload["version_id"])


def _carry(installation: Installation, payload: Payload) -> str:
    return carry_over(installation, sign_off_id=payload["sign_off_id"])


def _comments(installation: Installation, payload: Payload) -> int:
    return post_waiting(installation, version_id=payload["version_id"])


KINDS = (
    Kind("carry_over", _carry),
    Kind("seal", _seal),
    Kind("lapse", _lapse),
    Kind("executed_copy", _execute),
    Kind("word_comments", _comments),
    Kind("mail", send_mail, _takes_mail),
    Kind(telling.KIND, telling.deliver),
)
