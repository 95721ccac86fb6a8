"""Signs for the PDF library with keys that stay loaded: the library's own signers load the key
again at each use.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from govern.records.certificates import Keyed
from govern.records.pades.malleable import lower

TIMESTAMP_POLICY = "2.25.224577203862098911893044018283947021317"
"""Permanent: the policy our embedded timestamp authority states, an identifier made from a random
UUID (X.667).
"""

LONGEST_SIGNATURE = 72
"""Bytes of a P-256 signature in DER, at most."""


def for_library(certificate: x509.Certificate) -> asn1.Certificate:
    """The certificate in the form the PDF library takes."""
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


class KeyedSigner(Signer):
    """Signs with a loaded P-256 key and embeds its certificate and those above it, but not the
    root.
    """

    def __init__(self, keyed: Keyed, above: Iterable[asn1.Certificate]) -> None:
        store = SimpleCertificateStore.from_certs(above)
        super().__init__(
            signing_cert=for_library(keyed.certificate), cert_registry=store, embed_roots=False
        )
        self._key = keyed.key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """ECDSA over the data with SHA-256, the only digest we use."""
        if digest_algorithm != "sha256":
            raise ValueError(f"records are signed with sha256, not {digest_algorithm}")
        return (
            bytes(LONGEST_SIGNATURE) if dry_run else self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        )


class EmbeddedAuthority(TimeStamper):
    """An RFC 3161 timestamp authority inside this program, with an elliptic curve key and a time
    that is handed to it.
    """

    def __init__(self, keyed: Keyed, above: Iterable[asn1.Certificate], at: datetime) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]  # untyped there
        self._key = keyed.key
        self._certificate = for_library(keyed.certificate)
        self._above = tuple(above)
        self._at = at.astimezone(UTC)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer one request: the token states the handed time to the millisecond."""
        token = cms.ContentInfo({"content_type": "signed_data", "content": self._signed_data(req)})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _info(self, req: tsp.TimeStampReq) -> bytes:
        info = {
            "version": "v1",
            "policy": TIMESTAMP_POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": secrets.randbits(63),
            "gen_time": core.GeneralizedTime(self._at),
            "accuracy": {"seconds": 1},
            "tsa": asn1.GeneralName(name="directory_name", value=self._certificate.subject),
        }
        if req["nonce"].native is not None:
            info["nonce"] = req["nonce"]
        return bytes(tsp.TSTInfo(info).dump())

    def _signed_data(self, req: tsp.TimeStampReq) -> cms.SignedData:
        info = self._info(req)
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", _time(self._at)),
                simple_cms_attribute(
                    "signing_certificate_v2", as_signing_certificate_v2(self._certificate)
                ),
                simple_cms_attribute("message_digest", hashlib.sha256(info).digest()),
            ]
        )
        digest = algos.DigestAlgorithm({"algorithm": "sha256"})
        sid = {"issuer": self._certificate.issuer, "serial_number": self._certificate.serial_number}
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    {"issuer_and_serial_number": cms.IssuerAndSerialNumber(sid)}
                ),
                "digest_algorithm": digest,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signed_attrs": attributes,
                "signature": lower(self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))),
            }
        )
        content = {"content_type": "tst_info", "content": cms.ParsableOctetString(info)}
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": cms.DigestAlgorithms((digest,)),
                "encap_content_info": cms.EncapsulatedContentInfo(content),
                "certificates": [self._certificate, *self._above],
                "signer_infos": [signer],
            }
        )


def _time(at: datetime) -> cms.Time:
    """RFC 5652, 11.3: years of two digits until 2049, of four after."""
    if at.year < 2050:
        return cms.Time({"utc_time": core.UTCTime(at)})
    return cms.Time({"generalized_time": core.GeneralizedTime(at.replace(microsecond=0))})
