"""`govern gate`: install it beside a records management system, run it, ask how it stands.

It loads nothing of the server, which need not be installed (decision 31).
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from govern.cli.outcome import MISUSE, NO, Outcome, refuse, say
from govern.errors import Conflict, Invalid
from govern.gate import settings
from govern.gate.gate import Gate
from govern.gate.installing import install
from govern.gate.listening import bound, server
from govern.gate.receiving import Application
from govern.gate.serving import Served


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand and its verbs."""
    it = commands.add_parser("gate", help="the program beside the RMS")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    installing = verbs.add_parser("install", parents=[common], help="set one up, in a folder")
    installing.add_argument("--url", required=True, help="address of the service")
    installing.add_argument("--force", action="append", required=True, metavar="SLUG")
    installing.add_argument("--root", required=True, type=Path, help="root.json to trust")
    installing.add_argument("--name", required=True, help="what it is called on the pages")
    installing.add_argument("--listen", default="127.0.0.1:8100", metavar="HOST:PORT")
    installing.add_argument(
        "--token-file", type=Path, metavar="FILE", help="with the gate's token; else it is read in"
    )
    installing.set_defaults(run=install_one)
    running = verbs.add_parser("run", parents=[common], help="answer, until stopped")
    running.add_argument(
        "--threads", type=int, default=4, metavar="N", help="for long calls, beside the others"
    )
    running.set_defaults(run=run)
    asking = verbs.add_parser("status", parents=[common], help="how a running gate stands")
    asking.set_defaults(run=status)
    for each in (installing, running, asking):
        each.add_argument("folder", type=Path, metavar="FOLDER")


def main(line: Sequence[str]) -> int:
    """Run `govern gate ...` without the rest of the program."""
    made = argparse.ArgumentParser(prog="govern")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="answer a program, in JSON")
    add(made.add_subparsers(metavar="COMMAND", required=True), common)
    given = made.parse_args(line)
    try:
        return say(given.run(given), as_json=given.json)
    except Invalid as fault:
        return refuse(str(fault), MISUSE, as_json=given.json, faults=fault.faults)
    except (Conflict, OSError) as fault:
        return refuse(str(fault), NO, as_json=given.json, faults={})


def install_one(given: argparse.Namespace) -> Outcome:
    """Set one up and print the token for the system beside it, once."""
    token = given.token_file.read_text() if given.token_file else sys.stdin.readline()
    made = install(
        given.folder,
        name=given.name,
        url=given.url,
        forces=given.force,
        root=given.root,
        token=token,
        listen=given.listen,
    )
    lines = [
        made.caller_token,
        "Keep it now: the system beside the gate asks with it, and it is not shown again.",
        f"The root that is trusted here, epoch {made.epoch}, has the SHA-256 {made.root_sha256}.",
        "Compare that with what the ceremony printed, by telephone or on paper.",
        *(["It is of a demonstration."] if made.demonstration else []),
        f"Next: govern gate run {made.folder}",
    ]
    told = {"token": made.caller_token, "epoch": made.epoch, "root_sha256": made.root_sha256}
    return Outcome(lines, {**told, "root_keys": list(made.root_keys)})


def run(given: argparse.Namespace) -> Outcome:
    """Answer until stopped."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    chosen = settings.read(given.folder)
    with bound(chosen.listen) as there:
        # It answers nobody before it has looked at what it kept and at what is new.
        gate = Gate(chosen)
        gate.open()
        threading.Thread(target=gate.follow, args=(threading.Event(),), daemon=True).start()
        served = Served(gate)
        with suppress(KeyboardInterrupt):
            server(Application(served.addresses(), served.caller, given.threads)).run([there])
    return Outcome([], {})


def status(given: argparse.Namespace) -> Outcome:
    """How a running gate stands: 0 when it answers from a verified register, else 1."""
    chosen = settings.read(given.folder)
    try:
        with urlopen(f"http://{chosen.listen}/status", timeout=10) as answer:
            told = json.load(answer)
    except URLError as fault:
        raw = fault.read() if hasattr(fault, "read") else b""
        if not raw:
            raise Conflict(f"Nothing answers at {chosen.listen}: {fault.reason}") from fault
        told = json.loads(raw)
    register = told["register"]
    held = f"register {register['version']} of epoch {register['epoch']}" if register else "nothing"
    lines = [f"{told['name']} answers from {held}.", *told["alarms"]]
    if register:
        lines.insert(1, f"Its lease ends {told['lease_until']}.")
    return Outcome(lines, told, bool(register) and told["clock_trusted"])
