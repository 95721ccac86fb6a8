"""Holds a record against what was published after it: who of those it leans on was revoked, and
since when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cryptography import x509
from cryptography.x509.oid import NameOID

from govern.records.pades.reading import Signature
from govern.records.revocation import Since, revoked_since
from govern.records.stamp import when
from govern.records.told import Finding


def findings(
    signature: Signature,
    root: x509.Certificate,
    lists: Iterable[x509.CertificateRevocationList],
) -> Iterator[Finding]:
    """One finding for each certificate that a later list names; a record made before that instant
    holds. Also that the time is not by the authority that certified the signer.
    """
    stamped_by = signature.stamped_by
    if stamped_by is not None and stamped_by.issuer == signature.certificate.issuer:
        yield Finding(
            False,
            "Its timestamp comes from under the authority that certified its signer: "
            "one stolen key could state any time.",
        )
    leaned_on = {
        each.serial_number: each
        for each in (signature.certificate, *signature.carried, stamped_by)
        if each is not None
    }
    authorities = (root, *signature.carried)
    for since in revoked_since(leaned_on.values(), authorities, lists):
        yield _finding(since, signature)


def _finding(since: Since, signature: Signature) -> Finding:
    name, at = _name(since.certificate), since.revoked.at
    signed_at = signature.signed_at
    if signed_at is None or at <= signed_at:
        return Finding(False, f"{name} is revoked since {when(at)}, before this was signed.")
    said = f"{name} is revoked since {when(at)}; this was signed before, and holds."
    stolen = since.revoked.reason is x509.ReasonFlags.key_compromise
    if stolen and since.certificate == signature.stamped_by:
        said += " A stolen key can state any time: ask the service whether it holds this very file."
    return Finding(True, said)


def _name(certificate: x509.Certificate) -> str:
    held = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return f"The certificate of {held[0].value!s}" if held else "A certificate"
