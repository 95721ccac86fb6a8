"""From the lawyers' note to the sealed notice, over the pages: who reads what, and who answers."""

from __future__ import annotations

import html
import io
import re

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.adopting import Adopting
from tests.commands.signing.second_version import WHY, second_version, signed
from tests.web.signing.browsing import Browsing
from tests.web.signing_in import token_of

UNRELATED = "The words on who may see a record were changed too."


def _classed(browsing: Browsing, second: Adopting) -> str:
    """The lawyer classes the one changed answer as minor; returns the form's page."""
    lawyer = browsing.as_("lawyer")
    address = f"/documents/{second.document_id}/versions/2/materiality"
    page = lawyer.get(address)
    fields = re.findall(r'name="(class_\w+|why_\w+)"', page)
    given = {name: "minor" if name.startswith("class_") else WHY for name in fields}
    answer = lawyer.send(address, **given)
    assert answer.status_code == 302, answer.text
    assert "Version 2 is classed as minor" in lawyer.get(str(answer.location))
    return page


def _carry_over(browsing: Browsing, second: Adopting, **given: str) -> str:
    """Essex's DPO answers; returns the page that follows."""
    dpo = browsing.as_("essex_dpo")
    address = f"/sign-offs/{second.sign_off('essex').id}/carry-over"
    page = dpo.get(address)
    assert WHY in page
    assert "Reworded" in page
    note = re.search(r'name="note" value="(\w+)"', page)
    assert note is not None
    answer = dpo.send(address, note=note[1], **given)
    return dpo.get(str(answer.location)) if answer.status_code == 302 else answer.text


def test_a_minor_change_is_classed_confirmed_and_carried_over(
    browsing: Browsing, house: Adopting
) -> None:
    signed(house, "essex")
    second = second_version(house)
    assert "Reworded" in _classed(browsing, second)

    page = _carry_over(browsing, second, agrees="yes")

    assert "Carried over. The notice is sealed" in page
    assert "It is nobody's signature" in page
    assert "signed this very text" not in page
    assert "differs from version 1, the last that Essex Police signed" in page
    row = second.sign_off("essex")
    assert row.outcome == "carried"
    address = f"/records/{row.record_sha256}.pdf"
    notice = browsing.as_("essex_siro").client.get(address)
    assert notice.data == second.installation.archive.get(row.record_sha256 or "")
    assert browsing.as_("kent_siro").client.get(address).status_code == 404
    assert "Carried over" in browsing.as_("lawyer").get(f"/documents/{second.document_id}")


def test_the_dpo_is_led_from_my_work_to_what_changed_by_when_and_what_it_switches(
    browsing: Browsing, house: Adopting
) -> None:
    signed(house, "essex")
    second = second_version(house)
    dpo, sign_off = browsing.as_("essex_dpo"), second.sign_off("essex").id
    address = f"/sign-offs/{sign_off}/carry-over"
    unclassed = dpo.get("/my-work")
    _classed(browsing, second)

    work, brief, asked = (dpo.get(each) for each in ("/my-work", f"/sign-offs/{sign_off}", address))
    _carry_over(browsing, second, agrees="yes")

    assert f'href="{address}"' not in unclassed
    assert f'href="{address}"' in work
    assert "Say whether the change is minor" in work
    top, _, below = brief.partition('id="changed"')
    assert f'href="{address}"' in top
    assert '<details class="govuk-details" open>' in below.partition('id="note"')[0]
    for said in ("16 November 2026", "What it switches", f"/sign-offs/{sign_off}/document.pdf"):
        assert said in asked, said
    assert f'href="{address}"' not in dpo.get("/my-work")


def test_anyone_may_verify_the_notice_and_reads_that_nobody_signed(
    browsing: Browsing, house: Adopting
) -> None:
    signed(house, "essex")
    second = second_version(house)
    _classed(browsing, second)
    _carry_over(browsing, second, agrees="yes")
    content = second.installation.archive.get(second.sign_off("essex").record_sha256 or "")

    client = browsing.site.test_client()
    form = {
        "csrf_token": token_of(client, "/verify"),
        "file": FileStorage(io.BytesIO(content), "notice.pdf"),
    }
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    page = html.unescape(client.post("/verify", data=body, content_type=kind).text)

    assert "A genuine notice" in page
    assert "nobody" in page
    assert (house.sign_off("essex").record_sha256 or "none") in page
    assert "Signed by" not in page


def test_a_dispute_needs_reasons_and_the_lawyers_read_them(
    browsing: Browsing, house: Adopting
) -> None:
    signed(house, "essex")
    second = second_version(house)
    _classed(browsing, second)

    refused = _carry_over(browsing, second, agrees="no")
    disputed = _carry_over(browsing, second, agrees="no", reasons=UNRELATED)

    assert "Say why the change is not minor" in refused
    assert "Your organisation signs this version itself" in disputed
    assert second.sign_off("essex").outcome is None
    address = f"/documents/{second.document_id}/versions/2/materiality"
    assert UNRELATED in browsing.as_("lawyer").get(address)
    kent = browsing.as_("kent_dpo").get(f"/sign-offs/{second.sign_off('kent').id}")
    assert UNRELATED not in kent


def test_nobody_else_can_answer(browsing: Browsing, house: Adopting) -> None:
    signed(house, "essex")
    second = second_version(house)
    _classed(browsing, second)
    address = f"/sign-offs/{second.sign_off('essex').id}/carry-over"

    assert browsing.as_("kent_dpo").client.get(address).status_code == 404
    assert browsing.as_("essex_siro").client.get(address).status_code == 403
    assert browsing.as_("lawyer").client.get(address).status_code == 403


def test_a_change_that_is_wholly_unclassed_is_refused(browsing: Browsing, house: Adopting) -> None:
    second = second_version(house)

    answer = browsing.as_("lawyer").send(f"/documents/{second.document_id}/versions/2/materiality")

    assert answer.status_code == 422
    assert "Choose minor or material" in answer.text
    assert "Say why in 10 characters or more" in answer.text
