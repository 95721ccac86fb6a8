"""The pages answer while a bomb is laid out: that is done in another process, with an end."""

from __future__ import annotations

import threading
import time

from flask import Flask

from govern.records.confined.limits import Limits
from govern.records.render import TooCostly, render
from tests.records import specimen

BOMB = (
    '<!doctype html><html lang="en-GB"><head><title>x</title></head><body>'
    '<div style="columns: 50">' + "<p>x</p>" * 9000 + "</div></body></html>"
)
LIMITS = Limits(cpu_seconds=4, wall_seconds=60, memory_bytes=1024 * 1024 * 1024)


def test_pages_answer_fast_while_a_bomb_is_laid_out(shared_site: Flask) -> None:
    ended: list[str] = []

    def lay_out() -> None:
        try:
            render(BOMB, identifier=bytes(16), at=specimen.AT, limits=LIMITS)
        except TooCostly as met:
            ended.append(str(met))

    client = shared_site.test_client()
    assert client.get("/verify").status_code == 200
    bomb, took = threading.Thread(target=lay_out), []
    bomb.start()
    while bomb.is_alive():
        begun = time.thread_time(), time.monotonic()
        assert client.get("/verify").status_code == 200
        took.append((time.thread_time() - begun[0], time.monotonic() - begun[1]))
        time.sleep(0.05)

    assert len(took) > 20
    assert sorted(spent for spent, _ in took)[len(took) * 95 // 100] < 0.2
    assert sorted(waited for _, waited in took)[len(took) // 2] < 0.5
    assert len(ended) == 1 and "Shorten" in ended[0]
