"""Makes the record of one act with the signatory's own certificate: first all but the signature,
then the signature that they hand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from govern.records import signed_field
from govern.records.authority import OutsideAuthority
from govern.records.facts import Facts
from govern.records.handed_in import signature_in
from govern.records.holding import OwnCertificateError
from govern.records.keys import Keyring
from govern.records.own import named, says_so
from govern.records.pades import interrupted
from govern.records.pades.interrupted import Holder, Prepared
from govern.records.pades.signing import Attachment
from govern.records.revocation import Published
from govern.records.seal import SealError, checked_facts, revision_of
from govern.records.verify import Expected, verify


def prepare(
    frozen: bytes,
    *,
    record: Facts,
    field: str,
    address: str,
    holder: Holder,
    keyring: Keyring,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    authority: OutsideAuthority | None = None,
) -> Prepared:
    """All of the record but its signature. `record` must name the holder's certificate under
    `authentication`; the others are as for `seal`. Raises SealError, FactsError or AuthorityError.
    """
    if not says_so(record) or record["authentication"]["own_certificate"] != named(
        holder.certificate
    ):
        raise SealError("The facts do not name the own certificate that is to sign.")
    content = checked_facts(frozen, record)
    shown = signed_field.shown(record, address, at)
    revision = revision_of(content, shown, field, attachments)
    return interrupted.prepare(
        frozen, revision, holder=holder, keyring=keyring, at=at, authority=authority
    )


def complete(
    prepared: Prepared,
    handed_in: bytes,
    *,
    record: Facts,
    holder: Holder,
    keyring: Keyring,
    published: Published,
    at: datetime,
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The record (PAdES B-LT), with the signature found in what was handed in. `holder` is judged
    again at `at` by the caller; the made file is thrown away unless it verifies as whole.

    Raises OwnCertificateError when the signature is not by that key over this act, AuthorityError.
    """
    signature = signature_in(handed_in, holder.certificate, prepared.attributes)
    made = interrupted.complete(
        prepared, signature, holder=holder, keyring=keyring, at=at, authority=authority
    )
    times = authority.roots if authority else ()
    verdict = verify(
        made,
        root=keyring.root,
        expected=Expected(record=record),
        time_roots=times,
        published=published,
    )
    if not verdict.whole:
        wrong = next(each.sentence for each in verdict.findings if not each.ok)
        raise OwnCertificateError(f"The record would not be whole: {wrong}")
    return made
