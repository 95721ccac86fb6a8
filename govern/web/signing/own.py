"""Signing with one's own certificate: the file to sign, and the signature that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.own_certificates.sign import ToSign, hand_in, lay_out
from govern.errors import Conflict
from govern.records.handed_in import LARGEST
from govern.web.context import actor, installation
from govern.web.fields import FileField
from govern.web.filters import clock_time
from govern.web.forms import Form
from govern.web.pieces import Fact, Link
from govern.web.policy import organisation, rule
from govern.web.signing.blueprint import blueprint
from govern.web.signing.stating import EndedPage

FILE_NAME = "to-sign.der"
COMMANDS = (
    (
        "A key in a file (PKCS#12)",
        f"openssl pkcs12 -in me.p12 -nocerts -noenc | openssl dgst -sha256 -sign /dev/stdin "
        f"-out signature {FILE_NAME}",
    ),
    (
        "A card with an elliptic curve key (PKCS#11)",
        "pkcs11-tool --login --sign --mechanism ECDSA-SHA256 --signature-format openssl "
        f"--input-file {FILE_NAME} --output-file signature",
    ),
    (
        "A card with an RSA key (PKCS#11)",
        "pkcs11-tool --login --sign --mechanism SHA256-RSA-PKCS "
        f"--input-file {FILE_NAME} --output-file signature",
    ),
)
_own_act = rule(
    organisation("force", "partner"),
    isolation="loads an act for the person and the appointment that confirmed it; for anybody else "
    "it is a 404",
)


class SignatureForm(Form):
    """The signature that was made outside."""

    file = FileField(
        "Your signature",
        required="Choose the file with your signature",
        hint="As it was made, in Base64, or as a CMS envelope. Up to 64 KB",
    )


@dataclass(frozen=True)
class OwnPage:
    """What is to be signed, until when, and how."""

    act_id: str
    expires: str
    digest: Fact
    file: Link
    commands: Sequence[tuple[str, str]]
    action: str


@blueprint.route("/acts/<act_id>/own", methods=["GET", "POST"])
@_own_act
def own(act_id: str) -> Response | str | tuple[str, int]:
    """The two things left to do: take the file, hand in its signature."""
    form = SignatureForm()
    try:
        waiting = lay_out(installation(), by=actor(), act_id=act_id)
    except Conflict as fault:
        return _over(fault)
    if form.validate_on_submit():
        given = request.files["file"].read(LARGEST + 1)
        try:
            hand_in(installation(), by=actor(), act_id=act_id, content=given)
        except Conflict as fault:
            said = str(fault)
            form.file.errors = [*form.file.errors, f"{said[:1].upper()}{said[1:]}"]
        else:
            return redirect(url_for("signing.done", act_id=act_id))
    shown = render_template("signing/own.html", form=form, page=_page(waiting))
    return (shown, 422) if form.errors else shown


@blueprint.get(f"/acts/<act_id>/own/{FILE_NAME}")
@_own_act
def own_file(act_id: str) -> FlaskResponse:
    """What the holder of the key signs: the signed attributes of the signature, in DER."""
    waiting = lay_out(installation(), by=actor(), act_id=act_id)
    answer = FlaskResponse(waiting.content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def _page(waiting: ToSign) -> OwnPage:
    return OwnPage(
        act_id=waiting.act_id,
        expires=clock_time(waiting.expires_at),
        digest=Fact(f"SHA-256 of {FILE_NAME}", waiting.digest),
        file=Link(f"Take the file to sign ({FILE_NAME})", _address("own_file", waiting.act_id)),
        commands=COMMANDS,
        action=_address("own", waiting.act_id),
    )


def _address(name: str, act_id: str) -> str:
    return url_for(f"signing.{name}", act_id=act_id)


def _over(fault: Conflict) -> tuple[str, int]:
    said = f"{str(fault)[:1].upper()}{str(fault)[1:]}."
    links = [Link("Back to my work", url_for("my_work.index"))]
    page = EndedPage("Nothing waits for your signature here", said, links)
    return render_template("signing/ended.html", page=page), 409
