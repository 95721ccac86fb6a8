"""Writers of one process queue in order, and leave the connections to readers."""

from __future__ import annotations

from threading import Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from govern.installation import Installation
from govern.store.queueing import Queue


def test_each_has_its_turn_in_the_order_in_which_it_came() -> None:
    queue, order = Queue(), []

    def come(number: int) -> None:
        with queue.turn():
            order.append(number)

    threads = [Thread(target=come, args=(number,)) for number in range(8)]
    with queue.turn():
        for thread in threads:
            thread.start()
            sleep(0.02)
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_whoever_waits_too_long_is_told_and_the_queue_goes_on() -> None:
    queue = Queue(patience=0.05)

    with queue.turn(), pytest.raises(TimeoutError), Queue.turn(queue):
        pass
    with queue.turn():
        pass


def test_a_fault_passes_the_turn_on() -> None:
    queue = Queue(patience=0.05)

    with pytest.raises(ValueError, match="mine"), queue.turn():
        raise ValueError("mine")
    with queue.turn():
        pass


def test_pages_are_read_while_more_wait_to_write_than_there_are_connections(
    installation: Installation,
) -> None:
    database = installation.database

    def write() -> None:
        with database.writing() as session:
            session.execute(text("SELECT 1"))

    threads = [Thread(target=write) for _ in range(30)]
    with database.writing():
        for thread in threads:
            thread.start()
        sleep(0.1)
        began = monotonic()
        with database.reading() as session:
            assert session.scalar(text("SELECT 1")) == 1
        waited = monotonic() - began
    for thread in threads:
        thread.join()

    assert waited < 5
