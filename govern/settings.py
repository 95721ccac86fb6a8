"""Settings from the environment: each with its name, default and meaning; `govern config` prints
this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from govern.bodies import Bodies
from govern.errors import Invalid


@dataclass(frozen=True)
class Setting:
    """One `GOVERN_` variable."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str

    @property
    def variable(self) -> str:
        """The environment variable's name."""
        return f"GOVERN_{self.name.upper()}"


def _boolean(raw: str) -> bool:
    words = {
        "1": True,
        "yes": True,
        "true": True,
        "0": False,
        "no": False,
        "false": False,
        "": False,
    }
    if raw.lower() not in words:
        raise ValueError("say yes or no")
    return words[raw.lower()]


def _positive(raw: str) -> int:
    number = int(raw)
    if number <= 0:
        raise ValueError("say a whole number above zero")
    return number


def _duration(raw: str) -> timedelta:
    units = {"h": "hours", "m": "minutes", "s": "seconds"}
    if raw[-1:] not in units or not raw[:-1].isdecimal() or int(raw[:-1]) == 0:
        raise ValueError("say hours, minutes or seconds, such as 8h, 90m or 45s")
    return timedelta(**{units[raw[-1]]: int(raw[:-1])})


def _networks(raw: str) -> tuple[str, ...]:
    found = [each.strip() for each in raw.split(",") if each.strip()]
    return tuple(str(ip_network(each)) for each in found)


def _addresses(raw: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in raw.split(",") if each.strip())
    if wrong := [each for each in found if not each.startswith(("http://", "https://"))]:
        raise ValueError(f"{wrong[0]} does not begin with http:// or https://")
    return found


TABLE = (
    Setting("home", "./instance", "Folder of the database, keys and records.", Path),
    Setting("database_url", "", "Database; empty means SQLite in the home folder."),
    Setting("demonstration", "no", "Demonstration keys, accounts and one-click sign-in.", _boolean),
    Setting("url", "http://127.0.0.1:8000", "Public address, used in mail and in QR codes."),
    Setting("secret_key", "", "Signs cookies; empty means the key file in the home folder."),
    Setting("idle_minutes", "15", "Minutes without a request that end a sign-in.", _positive),
    Setting("session_hours", "8", "Hours after which any sign-in ends.", _positive),
    Setting("reauthentication_minutes", "5", "Age limit of a re-authentication.", _positive),
    Setting("view_token_minutes", "30", "Minutes a signing page stays valid.", _positive),
    Setting("lease", "8h", "How long a gate may answer without contact: 8h, 90m, 45s.", _duration),
    Setting("gate_late", "5m", "A gate that takes so long to acknowledge is late.", _duration),
    Setting(
        "trusted_proxies",
        "",
        "Addresses or networks, with commas between, of proxies that verify callers' certificates.",
        _networks,
    ),
    Setting("certificate_header", "Client-Cert", "Header in which such a proxy names one."),
    Setting(
        "many_flows",
        "25",
        "An act that opens or closes so many flows is confirmed apart.",
        _positive,
    ),
    Setting(
        "webhook_networks",
        "",
        "Networks that webhooks may go to although they are not public, with commas between.",
        _networks,
    ),
    Setting("smtp_host", "", "Mail server; empty means mail waits in the outbox."),
    Setting("smtp_port", "25", "Port of the mail server.", _positive),
    Setting("mail_from", "govern@localhost", "Sender address of mail."),
    Setting("integrity_seconds", "60", "Seconds between checks of rows and records.", _positive),
    Setting("timestamp_url", "", "Outside timestamp authority; empty means the embedded one."),
    Setting("timestamp_certificates", "", "PEM file: roots believed for outside timestamps."),
    Setting("timestamp_policy", "", "Policy that each outside timestamp must state; empty: any."),
    Setting("timestamp_seconds", "10", "Seconds that one outside timestamp may take.", _positive),
    Setting("own_certificate_roots", "", "PEM file: who may issue people's own certificates."),
    Setting("own_certificate_lists", "", "Folder of their current revocation lists, as *.crl."),
    Setting(
        "own_certificate_responders",
        "",
        "OCSP responders of their issuers that may be asked, with commas between.",
        _addresses,
    ),
    Setting("own_signing_minutes", "30", "Minutes to hand in one's own signature.", _positive),
    Setting("renewal_days", "180", "Days ahead that a timestamp is renewed.", _positive),
    Setting("second_store", "", "Second store of records: a folder, or s3://BUCKET/PREFIX."),
    Setting("second_store_url", "", "Address of the bucket's service; empty: Amazon's."),
    Setting("second_store_region", "", "Region of the bucket; empty: eu-west-2."),
    Setting("second_store_key_file", "", "File with the key's id and secret, a line each."),
    Setting("upload_days", "180", "Days that uploaded files stay once done with.", _positive),
    Setting("device_module", "", "PKCS#11 library of the issuing key's device; empty: a file."),
    Setting("device_token", "", "Label of the device's token."),
    Setting("device_key", "", "Label of the issuing key in the token."),
    Setting("device_pin_file", "", "File with the token's PIN, readable by its owner alone."),
    Setting("regulator_name", "Information Commissioner's Office", "Name of the regulator."),
    Setting("regulator_short_name", "ICO", "The regulator's name where there is little room."),
    Setting("consortium_name", "Athena consortium", "Name of the forces together."),
    Setting("scrutiny_name", "Police, Fire and Crime Panel", "Reader of the position statement."),
)


@dataclass(frozen=True)
class Settings:
    """Every setting, read and typed."""

    home: Path
    database_url: str
    demonstration: bool
    url: str
    secret_key: str
    idle_minutes: int
    session_hours: int
    reauthentication_minutes: int
    view_token_minutes: int
    lease: timedelta
    gate_late: timedelta
    trusted_proxies: tuple[str, ...]
    certificate_header: str
    many_flows: int
    webhook_networks: tuple[str, ...]
    smtp_host: str
    smtp_port: int
    mail_from: str
    integrity_seconds: int
    timestamp_url: str
    timestamp_certificates: str
    timestamp_policy: str
    timestamp_seconds: int
    own_certificate_roots: str
    own_certificate_lists: str
    own_certificate_responders: tuple[str, ...]
    own_signing_minutes: int
    renewal_days: int
    upload_days: int
    second_store: str
    second_store_url: str
    second_store_region: str
    second_store_key_file: str
    device_module: str
    device_token: str
    device_key: str
    device_pin_file: str
    regulator_name: str
    regulator_short_name: str
    consortium_name: str
    scrutiny_name: str

    @property
    def bodies(self) -> Bodies:
        """What the bodies outside are called."""
        return Bodies(
            regulator=self.regulator_name,
            regulator_short=self.regulator_short_name,
            consortium=self.consortium_name,
            scrutiny=self.scrutiny_name,
        )

    @property
    def database(self) -> str:
        """The database address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'govern.db'}"


def settings(environment: Mapping[str, str], **given: Any) -> Settings:
    """Settings from `environment`, `given` ones first. Invalid names every variable that cannot be
    read.
    """
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for setting in TABLE:
        raw = environment.get(setting.variable, setting.default)
        try:
            values[setting.name] = given.get(setting.name, setting.read(raw))
        except ValueError as fault:
            faults[setting.variable] = f"{raw!r} cannot be read: {fault}"
    faults |= _half_a_device(values)
    if faults:
        raise Invalid(faults)
    return Settings(**values)


def _half_a_device(values: Mapping[str, Any]) -> dict[str, str]:
    """The settings of a device stand together, or none of them does."""
    names = ("device_module", "device_token", "device_key", "device_pin_file")
    missing = [name for name in names if not values.get(name)]
    if len(missing) == len(names):
        return {}
    return {f"GOVERN_{name.upper()}": "is needed with the others of a device" for name in missing}


def described(environment: Mapping[str, str]) -> list[dict[str, str]]:
    """Each setting's variable, value, source and meaning, in table order; secrets are not shown."""
    known = {field.name for field in fields(Settings)}
    return [
        {
            "variable": setting.variable,
            "value": "(set)"
            if setting.name == "secret_key" and _raw(setting, environment)
            else _raw(setting, environment),
            "source": "environment" if setting.variable in environment else "default",
            "meaning": setting.meaning,
        }
        for setting in TABLE
        if setting.name in known
    ]


def _raw(setting: Setting, environment: Mapping[str, str]) -> str:
    return environment.get(setting.variable, setting.default)
