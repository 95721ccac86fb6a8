"""A real browser for the tests, and the accessibility rules it is asked about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import make_server

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
# What passes is left behind in the browser: on a long page it is most of the answer.
_ASK = """tags => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']
}).then(found => found.violations)"""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class NoBrowser(RuntimeError):
    """There is no browser to test with."""


def find_chromium() -> str:
    """The path of the installed Chromium or Chrome; NoBrowser when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise NoBrowser(
        "the tests need a browser and found none: "
        "run `make test`, which installs it, or `apt-get install chromium`"
    )


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a screen, able to reach this machine alone."""
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
    if os.geteuid() == 0:  # Chromium's sandbox refuses root
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)


@contextmanager
def served(site: Flask) -> Iterator[str]:
    """The address of the site on a free port of this machine; a form needs its token there."""
    site.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def accessibility_faults(page: Page) -> list[str]:
    """Every rule the page breaks, as `rule: what is wrong (where)`; empty when it breaks none.

    The rules run by evaluation, so the page's content security policy need not admit them.
    """
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(_ASK, STANDARDS)
    return [
        f"{fault['id']}: {fault['help']} ({', '.join(str(n['target']) for n in fault['nodes'])})"
        for fault in found
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
