"""Keeping the register published for as long as the service runs."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from threading import Event, Thread

from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Published, Publisher
from govern.commands.register.repository import Repository
from govern.commands.webhooks.telling import tell
from govern.errors import Conflict
from govern.installation import Installation

_LOG = logging.getLogger("govern.register")
PAUSE = 0.05
"""Seconds between looks at the ledger, for what other processes write; a commit here wakes us."""
_AFTER_A_FAULT = 5.0


def keep_published(installation: Installation, stop: Event) -> None:
    """Publish every change and renew the lease until `stop` is set. A fault is said and tried
    again; meanwhile the lease runs on and the gates with it. Emergency stops have a thread of
    their own, and wait for nothing else.

    Of several processes one does it, and any other as soon as that one ends or the lease is not
    renewed.

    A demonstration makes its own keys; elsewhere nothing is published before a ceremony.
    """
    # While shards are made, whoever serves them in this process shall not wait for long.
    sys.setswitchinterval(min(sys.getswitchinterval(), 0.0005))
    publisher = Publisher(installation)
    lead = Repository(installation.settings).lead()

    def told(publishing: Callable[[], list[Published]]) -> Callable[[], list[Published]]:
        def publish_and_tell() -> list[Published]:
            made = publishing()
            tell(installation, made)
            return made

        return publish_and_tell

    watch = installation.database.watch
    stops = Thread(target=_keep, args=(told(publisher.stops), watch(), stop), daemon=True)
    stops.start()
    begun = leads = False

    def turn() -> list[Published]:
        nonlocal begun, leads
        leads = leads or lead.ours() or publisher.late()
        if not leads:
            return []
        if begun:
            return publisher.turn()
        begun = _begin(installation)
        made = publisher.turn()
        _leave_alone()
        return made

    _keep(told(turn), watch(), stop)
    lead.leave()
    stops.join()


def _keep(turn: Callable[[], list[Published]], committed: Event, stop: Event) -> None:
    said: str | None = None
    while not stop.is_set():
        committed.clear()
        try:
            for published in turn():
                if published.changed:
                    what = ", ".join(published.changed)
                    _LOG.info("register %s is published: %s", published.number, what)
            said = None
            committed.wait(PAUSE)
            continue
        except Conflict as fault:
            if str(fault) != said:
                said = str(fault)
                _LOG.critical("the register is not published: %s", said)
        except Exception:  # noqa: BLE001  whatever goes wrong, the next turn is tried
            _LOG.exception("the register could not be published")
        stop.wait(_AFTER_A_FAULT)


def _leave_alone() -> None:
    """The register stays as long as the process. Looking through its millions of objects for
    garbage would hold up everything here for half a second, again and again.
    """
    gc.collect()
    gc.freeze()


def _begin(installation: Installation) -> bool:
    if Repository(installation.settings).root_version():
        return True
    if not installation.demonstration:
        raise Conflict("no keys were made for it yet; hold a ceremony: govern register ceremony")
    hold_ceremony(installation)
    return True
