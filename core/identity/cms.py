"""A detached CMS signature (RFC 5652) checked against a folder of trust; whose it is, from the certificate.

Chain, validity and revocation are pyHanko's work. Its import takes half a second and 9 MB, so this module is
imported with the first signature that comes (`core.identity.signatures`). RSA and ECDSA; of GOST the library
knows nothing, and that is said plainly.
"""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from core.errors import Refused
from core.identity.model import LARGEST_SIGNATURE, Signer

SNILS_OID, INN_OID = "1.2.643.100.3", "1.2.643.3.131.1.1"  # Order of the FSB 795 of 27 December 2011
_GOST = "1.2.643."
_CERTIFICATES, _LISTS = (".crt", ".cer", ".pem", ".der"), (".crl",)


def checked(signature: bytes, data: bytes, trust: Path, now: datetime) -> Signer:
    """Whose it is. Takes a moment: for a thread. Raises Refused `signature-…` for whatever does not hold."""
    if len(signature) > LARGEST_SIGNATURE:
        raise Refused("signature-format")
    return asyncio.run(_checked(signature, data, trust, now))


async def _checked(signature: bytes, data: bytes, trust: Path, now: datetime) -> Signer:
    try:
        content = cms.ContentInfo.load(_der(signature), strict=True)
        if content["content_type"].native != "signed_data":
            raise Refused("signature-format")
        signed = content["content"]
        if len(signed["signer_infos"]) != 1 or signed["encap_content_info"]["content"].native is not None:
            raise Refused("signature-format")
        _refuse_gost(signed)
        status = await async_validate_detached_cms(
            data,
            signed,
            signer_validation_context=_context(trust, now),
            key_usage_settings=KeyUsageConstraints(
                key_usage={"non_repudiation", "digital_signature"},
                extd_key_usage={"email_protection", "client_auth"},
                explicit_extd_key_usage_required=False,
            ),
        )
    except (ValueError, TypeError, KeyError, SignatureValidationError, NotImplementedError) as error:
        raise Refused("signature-format") from error
    _refuse_wrong(status)
    return _named(status.signing_cert)


def _der(signature: bytes) -> bytes:
    if pem.detect(signature):
        _, _, signature = pem.unarmor(signature)
    return bytes(signature)


def _refuse_gost(signed: Any) -> None:
    info = signed["signer_infos"][0]
    names = (info["digest_algorithm"]["algorithm"].dotted, info["signature_algorithm"]["algorithm"].dotted)
    if any(name.startswith(_GOST) for name in names):
        raise Refused("signature-gost")


def _refuse_wrong(status: Any) -> None:
    """The first thing that is wrong, by the name of its words."""
    if not status.intact:
        raise Refused("signature-other-file")
    if not status.valid:
        raise Refused("signature-broken")
    if status.trusted:
        return
    trouble = getattr(status.trust_problem_indic, "name", "")
    if status.revoked or trouble.startswith("REVOKED"):
        raise Refused("signature-revoked")
    if trouble.startswith(("EXPIRED", "OUT_OF_BOUNDS", "NOT_YET_VALID")):
        raise Refused("signature-expired")
    if trouble.startswith("CHAIN_CONSTRAINTS"):
        raise Refused("signature-purpose")
    # A way to a root was found, but no list says that nobody on it is revoked.
    if trouble.startswith(("TRY_LATER", "REVOCATION", "CERTIFICATE_CHAIN")) and status.validation_path:
        raise Refused("signature-unchecked")
    raise Refused("signature-untrusted")


def _context(trust: Path, now: datetime) -> Any:
    """What is trusted: certificates that sign themselves are roots, others may stand between.

    Every issuer has to have its list of revoked certificates there: what cannot be checked is not accepted.
    """
    certificates = list(_certificates(trust))
    roots = [one for one in certificates if one.self_signed in {"yes", "maybe"}]
    lists = [_unarmored(path.read_bytes()) for path in _files(trust, _LISTS)]
    return ValidationContext(
        trust_roots=roots,
        other_certs=[one for one in certificates if one not in roots],
        crls=lists,
        moment=now,
        allow_fetching=False,
        revocation_mode="require",
    )


def _files(trust: Path, endings: tuple[str, ...]) -> list[Path]:
    return sorted(path for path in trust.iterdir() if path.suffix.lower() in endings)


def _certificates(trust: Path) -> Iterator[Any]:
    for path in _files(trust, _CERTIFICATES):
        data = path.read_bytes()
        if pem.detect(data):
            yield from (x509.Certificate.load(one) for _, _, one in pem.unarmor(data, multiple=True))
        else:
            yield x509.Certificate.load(data)


def _unarmored(data: bytes) -> bytes:
    return bytes(pem.unarmor(data)[2]) if pem.detect(data) else data


def _named(certificate: Any) -> Signer:
    named = dict(_subject(certificate))
    person = " ".join(part for part in (named.get("2.5.4.4", ""), named.get("2.5.4.42", "")) if part)
    digits: Mapping[str, str] = {
        oid: "".join(char for char in named.get(oid, "") if char.isdigit()) for oid in (SNILS_OID, INN_OID)
    }
    return Signer(digits[SNILS_OID], digits[INN_OID], person or named.get("2.5.4.3", ""))


def _subject(certificate: Any) -> Iterator[tuple[str, str]]:
    """(OID, value) of every part of the subject; the Russian ones are unknown to the library."""
    for part in certificate.subject.chosen:
        for pair in part:
            value = pair["value"]
            found = value.parse() if hasattr(value, "parse") else value
            yield pair["type"].dotted, str(getattr(found, "native", "") or "")
