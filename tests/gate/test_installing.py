"""Installing a gate, and that it needs nothing of the server."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from govern.cli import main
from govern.errors import Conflict, Invalid
from govern.gate import settings
from govern.gate.installing import install
from tests.gate.publishing import Service

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_THE_SERVER = """
import sys

ABSENT = {
    "flask", "werkzeug", "jinja2", "gunicorn", "alembic", "sqlalchemy", "psycopg", "sqlite3",
    "weasyprint", "pyhanko", "pikepdf", "yaml", "jinja2_fragments", "flask_login", "flask_wtf",
    "wtforms", "structlog", "pyotp", "pwdlib", "jsonschema", "markdown_it", "nh3", "segno",
    "flask_limiter", "govuk_frontend_jinja", "documents", "workflows", "govern.store",
    "govern.records", "govern.commands", "govern.web", "govern.installation", "govern.settings",
    "govern.exchange", "govern.app", "govern.cli.program",
}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ABSENT or name.split(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{name} is not installed here")
        return None

sys.meta_path.insert(0, Absent())
"""
GATE = """
import json
from pathlib import Path
from govern.cli import main
from govern.gate import settings
from govern.gate.gate import Gate
from govern.gate.listening import server
from govern.gate.receiving import Application
from govern.gate.serving import Served

folder = sys.argv[1]
gate = Gate(settings.read(Path(folder)))
gate.open()
served = Served(gate)
assert server(Application(served.addresses(), served.caller, 1))
told = json.loads(served.status(None).content)
assert told["register"] is None and told["alarms"], told
sys.exit(main(["gate", "status", folder, "--json"]))
"""


def installed(service: Service, folder: Path, **given: object) -> Path:
    root = folder.parent / "root.json"
    root.write_bytes(service.root)
    told = {
        "name": "rms-1", "url": "https://govern.example", "forces": ["essex"], "root": root,
        "token": "govern_token\n", "listen": "127.0.0.1:1", **given,
    }  # fmt: skip
    install(folder, **told)  # type: ignore[arg-type]  # as named
    return folder


def test_a_gate_is_installed_and_read_back(service: Service, tmp_path: Path) -> None:
    folder = installed(service, tmp_path / "gate")

    read = settings.read(folder)

    assert (read.name, read.url, read.forces) == ("rms-1", "https://govern.example", ("essex",))
    assert (read.token, read.root) == ("govern_token", service.root)
    assert read.callers[0].may_ask_about("essex")
    assert not read.callers[0].may_ask_about("kent")
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_gate_is_not_installed_over_another(service: Service, tmp_path: Path) -> None:
    folder = installed(service, tmp_path / "gate")

    with pytest.raises(Conflict, match="already"):
        installed(service, folder)


@pytest.mark.parametrize(
    "url", ["http://govern.example", "ftp://govern.example", "govern.example", "https://"]
)
def test_a_token_is_sent_over_no_line_that_others_can_read(
    service: Service, tmp_path: Path, url: str
) -> None:
    with pytest.raises(Invalid, match="https"):
        installed(service, tmp_path / "gate", url=url)


def test_a_root_that_is_not_signed_by_itself_is_not_pinned(
    service: Service, tmp_path: Path
) -> None:
    root = tmp_path / "forged.json"
    root.write_bytes(service.root.replace(b'"epoch":1', b'"epoch":2'))

    with pytest.raises(Invalid, match="signed by itself"):
        installed(service, tmp_path / "gate", root=root)


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("gate.toml", "name = ", "cannot be read"),
        ("gate.toml", 'name = "x"', "forces"),
        ("gate.toml", 'name = "x"\nforces = "essex"', "forces"),
        ("token", "", "empty"),
    ],
)
def test_settings_with_a_fault_say_what_would_be_right(
    service: Service, tmp_path: Path, file: str, content: str, fault: str
) -> None:
    folder = installed(service, tmp_path / "gate")
    (folder / file).write_text(content)

    with pytest.raises((Invalid, Conflict), match=fault):
        settings.read(folder)


def test_a_token_that_others_may_read_is_not_used(service: Service, tmp_path: Path) -> None:
    folder = installed(service, tmp_path / "gate")
    os.chmod(folder / "token", 0o644)

    with pytest.raises(Conflict, match="chmod 600"):
        settings.read(folder)


def test_the_command_installs_and_prints_the_callers_token_once(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "root.json").write_bytes(service.root)
    (tmp_path / "token").write_text("govern_token")
    line = [
        "gate", "install", str(tmp_path / "gate"), "--name", "rms-1", "--url",
        "https://govern.example", "--force", "essex", "--root", str(tmp_path / "root.json"),
        "--token-file", str(tmp_path / "token"), "--json",
    ]  # fmt: skip

    code = main(line)

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["token"].startswith("gate_")
    assert told["token"] not in (tmp_path / "gate" / "gate.toml").read_text()
    assert len(told["root_keys"]) == 3


def test_the_command_says_when_there_is_no_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["gate", "status", str(tmp_path)])

    assert code == 1
    assert "govern gate install" in capsys.readouterr().err


def test_the_gate_needs_nothing_of_the_server(service: Service, tmp_path: Path) -> None:
    folder = installed(service, tmp_path / "gate", url="https://127.0.0.1:1")

    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_SERVER + GATE, str(folder)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

    assert ran.returncode == 1, ran.stderr
    assert "Nothing answers" in ran.stdout
