"""Proof that it is still you, as part of the form of a signing act."""

from __future__ import annotations

from flask import request

from govern.commands.sign_in.give_password import TooSoon
from govern.commands.sign_in.reauthenticate import Proof, reauthenticate
from govern.errors import Invalid
from govern.web import signed_in
from govern.web.context import installation, viewer
from govern.web.fields import PasswordField, TextField
from govern.web.forms import Form, refuse


class ReauthenticationForm(Form):
    """Password and one-time code; subclass it, or use it as it is, for a page that signs.

    The macro `reauthentication(form, text)` shows it. In demonstration mode the fields are absent
    and one labelled click stands for them.
    """

    password = PasswordField("Your password", required="Enter your password")
    code = TextField(
        "One-time code",
        required="Enter the code from your authenticator",
        hint="A fresh code: each one works once",
        max_length=12,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )

    @property
    def demonstration(self) -> bool:
        """Whether one labelled click stands for the proof."""
        return installation().demonstration

    def prove(self) -> Proof | None:
        """On POST: the proof, or None with the faults in the form. Also validates other fields."""
        demonstration = self.demonstration
        if demonstration:
            del self.password, self.code
        if not self.validate_on_submit():
            return None
        me = viewer()
        try:
            proof = reauthenticate(
                installation(),
                session_id=me.session_id,
                person_id=me.person_id,
                password="" if demonstration else self.password.data or "",
                code="" if demonstration else self.code.data or "",
                clicked=request.form.get("demonstration_proof") == "clicked",
                address=signed_in.address(),
                secret=signed_in.secret(),
            )
        except (Invalid, TooSoon) as fault:
            self._refuse(fault)
            return None
        signed_in.renew(proof.opened)
        return proof

    def _refuse(self, fault: Invalid | TooSoon) -> None:
        if "code" in self:
            refuse(self, fault, otherwise="code")
        else:
            self.form_errors.append("Confirm that it is you")
