"""Where webhooks may go: nothing inside, in whatever way it is written or resolved."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from govern.exchange.webhooks import sending
from govern.exchange.webhooks.address import RefusedAddress, place
from govern.exchange.webhooks.sending import NotDelivered, send
from tests.exchange.webhooks.receiver import HOST, receiving

INSIDE = [
    *("127.0.0.1", "127.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254"),
    *("192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1", "100.64.0.1"),
    *("100.100.100.200", "100.127.255.255", "0.0.0.0", "0.1.2.3", "192.0.0.192", "192.0.2.1"),
    *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "168.63.129.16", "192.88.99.1"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1"),
    *("::ffff:169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254"),
    *("fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2001:db8::1", "100::1"),
    *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:0:0:0:0:80ff:fffe"),
]
WRITTEN = [
    *("https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/"),
    *("https://127.1/", "https://0x7f.1/", "https://0/", "https://localhost/"),
    *("https://localhost./", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::]/"),
    *("http://93.184.215.14/", "ftp://93.184.215.14/", "file:///etc/passwd", "//93.184.215.14/"),
    *("https://", "https:///x", "gopher://x/", "https://user@93.184.215.14/", "data:,x", "x"),
    *("https://user:pw@93.184.215.14/", "https://93.184.215.14/#x", "https://exa mple/"),
    *("https://exämple.example/", "https://１２７.0.0.1/", "https://93.184.215.14:99999/"),
    *("https://93.184.215.14/a b", "https://93.184.215.14/\r\nX: y", "https://93.184.215.14/é"),
    *("https://[fe80::1%25eth0]/", "https://[::1", "https://a@b@127.0.0.1/", "https://%31/"),
    *("HTTP://127.0.0.1/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/", "javascript:alert(1)"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(RefusedAddress):
        place("https://hooks.example/in", resolve=lambda *_: [address])


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_of_which_one_address_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(RefusedAddress):
        place("https://hooks.example/in", resolve=lambda *_: ["93.184.215.14", address])


@pytest.mark.parametrize("written", WRITTEN)
def test_whatever_is_no_plain_public_https_address_is_refused(written: str) -> None:
    with pytest.raises(RefusedAddress):
        place(written)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "8.8.8.8"])
def test_a_public_address_is_taken_as_it_was_resolved(address: str) -> None:
    found = place("https://hooks.example:8443/in?a=1", resolve=lambda *_: [address])

    assert (found.host, found.port, found.path, found.ip) == (
        "hooks.example", 8443, "/in?a=1", address,
    )  # fmt: skip


def test_an_allowed_network_may_be_told_and_no_other() -> None:
    def inside(*_: object) -> list[str]:
        return ["10.1.2.3"]

    assert place("https://hooks.example/", ["10.1.0.0/16"], inside).ip == "10.1.2.3"
    with pytest.raises(RefusedAddress):
        place("https://hooks.example/", ["10.2.0.0/16", "fd00::/8"], inside)


def test_a_name_without_an_address_is_refused() -> None:
    def nowhere(*_: object) -> list[str]:
        raise socket.gaierror("no such name")

    def empty(*_: object) -> list[str]:
        return []

    for resolve in (nowhere, empty):
        with pytest.raises(RefusedAddress):
            place("https://hooks.example/", resolve=resolve)


def test_a_name_that_changes_its_mind_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *more: object, **named: object) -> object:
        asked.append(host)
        return real("127.0.0.1", *more, **named)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with receiving(tmp_path) as sentinel:
        found = place(f"https://{HOST}:{sentinel.port}/", resolve=lambda *_: ["203.0.114.1"])
        monkeypatch.setattr(sending, "EACH", 0.2)
        monkeypatch.setattr(socket, "create_connection", _nowhere(asked))
        with pytest.raises(NotDelivered):
            send(found, b"{}", {})

        assert sentinel.connections == 0
    assert asked == [("203.0.114.1", sentinel.port)]


def _nowhere(asked: list[object]) -> object:
    """A network that leads nowhere and remembers which addresses it was asked to connect to."""

    def connect(address: object, *_: object) -> None:
        asked.append(address)
        raise TimeoutError("nobody is there")

    return connect
