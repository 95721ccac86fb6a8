"""The bundle itself: a tar.gz of policy, data and manifest, with a signature over their hashes."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIGNATURES, MANIFEST = ".signatures.json", ".manifest"
_POLICY = Path(__file__).with_name("policy.rego")


def policy(force: str) -> str:
    """The Rego of one force, in a package of its own, so that bundles of several stand together."""
    return _POLICY.read_text(encoding="utf-8").replace('"FORCE"', json.dumps(force))


def bundle(document: Mapping[str, Any], key: ec.EllipticCurvePrivateKey) -> bytes:
    """A signed bundle with this data; the same files for the same data."""
    force = document["force"]
    folder = f"govern/forces/{force}"
    revision = f"{document['epoch']}.{document['version']}.{document['issued']}"
    manifest = {"revision": revision, "roots": [folder], "rego_version": 1}
    files = {
        MANIFEST: canonical(manifest),
        f"{folder}/policy.rego": policy(force).encode(),
        f"{folder}/register/data.json": canonical(document),
    }
    signed = {"signatures": [_signature(files, key)]}
    return _packed({SIGNATURES: canonical(signed), **files})


def canonical(content: Mapping[str, Any]) -> bytes:
    """JSON as OPA hashes it: OPA reads a file of JSON and hashes what it read, written with sorted
    keys and without spaces. Written so from the start, the bytes have that very hash.
    """
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # Go's encoder writes these two as escapes; Python's does not.
    return plain.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def key_id(key: ec.EllipticCurvePublicKey) -> str:
    """The name of a key: the SHA-256 of its public half (SubjectPublicKeyInfo), in hexadecimal."""
    return hashlib.sha256(
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).hexdigest()


def _signature(files: Mapping[str, bytes], key: ec.EllipticCurvePrivateKey) -> str:
    """A JWT (ES256) that lists each file with its hash; the key is named in header and claims."""
    name = key_id(key.public_key())
    listed = [
        {"name": path, "hash": hashlib.sha256(data).hexdigest(), "algorithm": "SHA-256"}
        for path, data in files.items()
    ]
    said = ".".join(
        _encoded(json.dumps(part, separators=(",", ":")).encode())
        for part in (
            {"alg": "ES256", "typ": "JWT", "kid": name},
            {"files": listed, "keyid": name, "iss": "govern"},
        )
    )
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{_encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    told = io.BytesIO()
    with tarfile.open(fileobj=told, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, data in files.items():
            entry = tarfile.TarInfo(f"/{path}")
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(told.getvalue(), compresslevel=1, mtime=0)
