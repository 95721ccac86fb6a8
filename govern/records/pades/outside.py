"""Asks an outside timestamp authority over HTTP and believes nothing of its answer unchecked."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import Any, ClassVar

from asn1crypto import cms, core, crl, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.sign.timestamps.api import TimeStamper

from govern.records.authority import (
    SKEW,
    SMALLEST_CURVE,
    SMALLEST_RSA,
    AuthorityError,
    OutsideAuthority,
    WeakAuthority,
    is_weak,
)
from govern.records.pades.fetching import Bounds, NotFetched, fetched
from govern.records.pades.malleable import low
from govern.records.pades.running import run
from govern.records.pades.shape import is_token
from govern.records.pades.signers import for_library

LONGEST_ANSWER = 64 * 1024
LONGEST_LIST = 8 * 1024 * 1024
LATEST = SKEW * 4
"""How far an authority's clock may be ahead of ours: within the certificate for one act."""


class _Answer(core.Sequence):  # type: ignore[misc]  # the parser ships no types
    """An authority's answer; a refusal carries no token (RFC 3161, 2.4.2)."""

    _fields: ClassVar = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class OutsideStamper(TimeStamper):
    """Speaks to one authority for one act at the instant `at`. Every failure is an
    AuthorityError.
    """

    def __init__(self, authority: OutsideAuthority, at: datetime) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]  # untyped there
        self._authority = authority
        self._at = at
        self._ends = monotonic() + 2 * authority.seconds
        for each in authority.certificates:
            self.cert_registry.register(for_library(each))
        for name, token in authority.seen.items():
            self._register_dummy(name, token)  # type: ignore[no-untyped-call]  # untyped there

    async def async_dummy_response(self, md_algorithm: str) -> cms.ContentInfo:
        """A token for its size and certificates: asked for once, then remembered."""
        token = await super().async_dummy_response(md_algorithm)
        self._authority.seen[md_algorithm] = token
        return token

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The authority's token over a digest, once it has been looked at."""
        nonce, request = self._question(message_digest, md_algorithm)
        if self._authority.policy:
            request["req_policy"] = self._authority.policy
        answer = _posted(self._authority, request.dump(), self._ends)
        try:
            token = self._token(_Answer.load(answer, strict=True), request, nonce)
        except AuthorityError:
            raise
        except Exception as fault:  # noqa: BLE001  whatever the parser meets in foreign bytes
            raise _failed(self._authority, f"its answer cannot be read ({fault})") from None
        return token

    def _question(self, digest: bytes, algorithm: str) -> tuple[Any, Any]:
        asked = self.request_cms(digest, algorithm)  # type: ignore[no-untyped-call]  # untyped there
        return asked[0], asked[1]

    def _token(self, answer: Any, request: Any, nonce: Any) -> cms.ContentInfo:
        status = answer["status"]
        if status["status"].native != "granted":
            said = "; ".join(status["status_string"].native or ()) or "it gave no reason"
            raise _failed(self._authority, f"it refused: {said}"[:300])
        token = low(answer["time_stamp_token"])
        info = token["content"]["encap_content_info"]["content"].parsed
        if not is_token(token) or info["nonce"].native != nonce:
            raise _failed(self._authority, "its answer is not to our question")
        if info["message_imprint"].dump() != request["message_imprint"].dump():
            raise _failed(self._authority, "its answer is about something else")
        if self._authority.policy and info["policy"].dotted != self._authority.policy:
            raise _failed(
                self._authority, f"it states the policy {info['policy'].dotted}, not the one set"
            )
        ahead = info["gen_time"].native - self._at
        if not -SKEW <= ahead <= LATEST:
            raise _failed(
                self._authority,
                f"it states {info['gen_time'].native:%d %B %Y %H:%M:%S} UTC, "
                f"but this service's clock says {self._at:%d %B %Y %H:%M:%S} UTC",
            )
        self._refuse_weak(token)
        return cms.ContentInfo.load(token.dump())

    def _refuse_weak(self, token: Any) -> None:
        """Refuse what is signed by a key that cannot be relied on for years. A weak certificate
        beside it is of no account, unless it may itself state the time.
        """
        for each in token["content"]["certificates"]:
            held = x509.load_der_x509_certificate(each.chosen.dump())
            stamps = "time_stamping" in _purposes(each.chosen)
            if stamps and is_weak(held):
                raise WeakAuthority(
                    f"The timestamp authority {self._authority.url} signs with a key that is too "
                    f"weak for records: less than RSA {SMALLEST_RSA} or P-{SMALLEST_CURVE}, or an "
                    "old digest. Name another in GOVERN_TIMESTAMP_URL."
                )

    async def evidence(self) -> tuple[list[asn1.Certificate], list[crl.CertificateList]]:
        """Every certificate beside its tokens and above them, and the lists that say whether they
        were revoked, fetched from where the certificates say.
        """
        token = await self.async_dummy_response("sha256")
        beside = [each.chosen for each in token["content"]["certificates"]]
        known = [for_library(each) for each in self._authority.certificates]
        held = list({each.dump(): each for each in (*beside, *known)}.values())
        checked = [each for each in held if each.subject.dump() != each.issuer.dump()]
        lists = [_listed(self._authority, each, self._ends) for each in checked]
        return held, list({each.dump(): each for each in lists}.values())


def try_authority(authority: OutsideAuthority, at: datetime) -> None:
    """Ask an authority for one timestamp that nobody keeps. Raises AuthorityError: WeakAuthority
    where it answers and will never do.
    """
    run(OutsideStamper(authority, at).async_dummy_response("sha256"))


def _purposes(certificate: asn1.Certificate) -> list[str]:
    held = certificate.extended_key_usage_value
    return held.native if held else []


def _listed(
    authority: OutsideAuthority, certificate: asn1.Certificate, ends: float
) -> crl.CertificateList:
    for point in certificate.crl_distribution_points:
        if point.url:
            content = _got(authority, point.url, ends, LONGEST_LIST)
            try:
                listing = crl.CertificateList.load(content)
                listing.native  # noqa: B018  reads it to its end
            except ValueError as fault:
                raise _failed(authority, f"its revocation list cannot be read ({fault})") from None
            return listing
    name = certificate.subject.human_friendly
    raise _failed(authority, f"the certificate of {name} does not say where its revocation list is")


def _posted(authority: OutsideAuthority, request: bytes, ends: float) -> bytes:
    kind = "application/timestamp-query"
    return _got(authority, authority.url, ends, LONGEST_ANSWER, body=request, kind=kind)


def _got(
    authority: OutsideAuthority,
    url: str,
    ends: float,
    most: int,
    body: bytes | None = None,
    kind: str = "",
) -> bytes:
    try:
        return fetched(url, Bounds(ends, authority.seconds, most), body=body, kind=kind)
    except NotFetched as fault:
        raise _failed(authority, str(fault)) from None


def _failed(authority: OutsideAuthority, why: str) -> AuthorityError:
    return AuthorityError(f"The timestamp authority {authority.url} gave no timestamp: {why}.")
