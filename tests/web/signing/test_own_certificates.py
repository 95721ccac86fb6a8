"""The pages of one's own certificate: registered by two, signed outside, handed in or too late."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from werkzeug.test import TestResponse

from govern.commands.jobs.run import run_due
from tests.adopting import Adopting
from tests.commands.signing.test_own_certificates import CARD, SCHEME, registered, trusting
from tests.records.own_cards import Scheme
from tests.web.signing.browsing import Browsing, Reader


def upload(reader: Reader, path: str, content: bytes) -> TestResponse:
    """A file in the form at `path`."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', reader.client.get(path).text)
    assert token
    data = {"csrf_token": token[1], "file": (io.BytesIO(content), "file")}
    return reader.client.post(path, data=data)


def der(scheme: Scheme) -> bytes:
    card = CARD if scheme is SCHEME else scheme.card()
    return card.certificate.public_bytes(serialization.Encoding.DER)


def begun(browsing: Browsing, house: Adopting) -> tuple[Reader, str]:
    """The DPO's browser, and the address where the signature is handed in."""
    reader = browsing.as_("essex_dpo")
    stated = reader.state(house.sign_off("essex").id, "endorse")
    assert "Sign with my own certificate" in reader.get(stated)
    answer = reader.sign(stated, own="yes")
    assert answer.status_code == 302
    return reader, str(answer.location)


def test_an_act_is_signed_outside_and_completed(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    reader, here = begun(browsing, house)
    page, file = reader.get(here), reader.client.get(f"{here}/to-sign.der")

    done = upload(reader, here, CARD.sign(file.data, tmp_path))

    assert "openssl dgst -sha256 -sign" in page
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert done.status_code == 302
    assert "Download your signed record" in reader.get(str(done.location))
    assert house.sign_off("essex").stage == "decision"


def test_a_wrong_signature_is_refused_in_words_and_can_be_mended(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    reader, here = begun(browsing, house)
    signed = SCHEME.card().sign(reader.client.get(f"{here}/to-sign.der").data, tmp_path)

    answer = upload(reader, here, signed)

    assert answer.status_code == 422
    assert "not the signature of the registered certificate" in html.unescape(answer.text)
    assert house.sign_off("essex").stage == "advice"


def test_whoever_is_late_is_told_that_nothing_was_signed(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    _, here = begun(browsing, house)
    house.people.later(minutes=31)
    run_due(house.installation)

    answer = browsing.as_("essex_dpo").client.get(here)

    assert answer.status_code == 409
    assert "begin the act again" in answer.text


def test_a_page_of_another_persons_act_is_not_there(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    _, here = begun(browsing, house)

    other = browsing.as_("kent_dpo").client

    assert other.get(here).status_code == 404
    assert other.get(f"{here}/to-sign.der").status_code == 404


def test_the_button_is_not_offered_without_a_certificate(
    browsing: Browsing, house: Adopting
) -> None:
    reader = browsing.as_("essex_dpo")

    page = reader.get(reader.state(house.sign_off("essex").id, "endorse"))

    assert "Sign with my own certificate" not in page


def test_an_administrator_asks_and_the_office_sees_what_it_confirms(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    trusting(house, tmp_path)
    path = f"/people/{house.people.actor('essex_dpo').person}/own-certificate"
    admin = browsing.as_("admin")

    asked = upload(admin, path, der(SCHEME))

    assert asked.status_code == 302
    assert "None is registered" in admin.get(path)
    request = browsing.as_("coordinator").get(f"/second-person/{house.people.asked()}")
    assert "CN=Specimen card scheme" in request
    assert f"{CARD.certificate.serial_number:x}" in request


def test_a_certificate_of_an_unknown_scheme_is_refused_on_the_page(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    trusting(house, tmp_path)
    path = f"/people/{house.people.actor('essex_dpo').person}/own-certificate"

    answer = upload(browsing.as_("admin"), path, der(Scheme("Another scheme")))

    assert answer.status_code == 422
    assert "does not lead to a root" in answer.text


def test_a_registered_certificate_is_shown_and_ended(
    browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    person = house.people.actor("essex_dpo").person
    path, admin = f"/people/{person}/own-certificate", browsing.as_("admin")
    before = admin.get(path)

    admin.send(f"{path}/end", form_of=path)

    assert f"{CARD.certificate.serial_number:x}" in before
    assert "None is registered" in admin.get(path)
    assert "Own certificate" in admin.get(f"/people/{person}")
