"""A certification authority of the tests: certificates with a SNILS, signatures, lists of revoked ones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

SNILS, INN = ObjectIdentifier("1.2.643.100.3"), ObjectIdentifier("1.2.643.3.131.1.1")
NOW = datetime.now(UTC)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class Authority:
    """Self-signed, with the folder that trusts it."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, folder: Path, name: str = "Test CA") -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = _usage(key_cert_sign=True, crl_sign=True)
        certificate = (
            _builder(subject, subject, key, timedelta(days=-30), timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(key, hashes.SHA256())
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
        made = cls(folder, key, certificate)
        made.revoke()
        return made

    def revoke(self, *serials: int) -> None:
        """The list of revoked certificates, written anew."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(NOW - timedelta(days=1))
            .next_update(NOW + timedelta(days=365))
        )
        for serial in serials:
            revoked = x509.RevokedCertificateBuilder().serial_number(serial)
            builder = builder.add_revoked_certificate(
                revoked.revocation_date(NOW - timedelta(hours=12)).build()
            )
        (self.folder / "root.crl").write_bytes(
            builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)
        )

    def issue(
        self,
        snils: str,
        name: str = "Смирнова Анна Петровна",
        *,
        kind: str = "ec",
        days: int = 30,
        server: bool = False,
    ) -> tuple[PrivateKey, x509.Certificate]:
        key: PrivateKey = (
            rsa.generate_private_key(65537, 2048)
            if kind == "rsa"
            else ec.generate_private_key(ec.SECP256R1())
        )
        surname, _, given = name.partition(" ")
        parts = [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.SURNAME, surname),
            x509.NameAttribute(NameOID.GIVEN_NAME, given),
            x509.NameAttribute(INN, "500100732259"),
        ]
        if snils:
            parts.append(x509.NameAttribute(SNILS, snils))
        purpose = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.EMAIL_PROTECTION
        certificate = (
            _builder(
                x509.Name(parts), self.certificate.subject, key, timedelta(days=-20), timedelta(days=days)
            )
            .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return key, certificate


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, since: timedelta, until: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + since)
        .not_valid_after(NOW + until)
    )


def _usage(**given: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


def signed(data: bytes, key: PrivateKey, certificate: x509.Certificate, *, armoured: bool = False) -> bytes:
    """A detached CMS signature."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(Encoding.PEM if armoured else Encoding.DER, options)
