"""Short statements that the service signs for programs: JWTs (RFC 7519) under its own seal."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from govern.records.certificates import Keyed


def signed(claims: Mapping[str, Any], keyed: Keyed) -> str:
    """The claims as a JWT signed with ES256 (RFC 7518, 3.4). Its header carries the certificates
    (`x5c`), so that a stranger can check it with our published root.
    """
    der = keyed.certificate.public_bytes(serialization.Encoding.DER)
    header = {"alg": "ES256", "typ": "JWT", "x5c": [base64.b64encode(der).decode()]}
    said = f"{_part(header)}.{_part(claims)}"
    signature = keyed.key.sign(said.encode(), ec.ECDSA(hashes.SHA256()))
    r, s = decode_dss_signature(signature)
    return f"{said}.{_encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _part(content: Mapping[str, Any]) -> str:
    return _encoded(json.dumps(content, separators=(",", ":")).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
