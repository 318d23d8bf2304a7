"""A detached signature is taken only when everything about it holds."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import Refused
from core.identity.signatures import signer_of
from tests.signing import NOW, Authority, signed

DATA = b"nonce\n"
SNILS = "11223344595"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("trust"))


@pytest.mark.parametrize("kind", ["rsa", "ec"])
@pytest.mark.parametrize("armoured", [False, True], ids=["der", "pem"])
async def test_a_good_one_names_its_signer(authority: Authority, kind: str, armoured: bool) -> None:
    signature = signed(DATA, *authority.issue(SNILS, kind=kind), armoured=armoured)
    signer = await signer_of(signature, DATA, authority.folder, NOW)
    assert (signer.snils, signer.inn, signer.name) == (SNILS, "500100732259", "Смирнова Анна Петровна")


async def refusal(signature: bytes, folder: Path, data: bytes = DATA, later: int = 0) -> str:
    with pytest.raises(Refused) as refused:
        await signer_of(signature, data, folder, NOW + timedelta(days=later))
    return refused.value.code


async def test_whatever_does_not_hold_is_named(authority: Authority, tmp_path: Path) -> None:
    good = signed(DATA, *authority.issue(SNILS))
    assert await refusal(good, authority.folder, b"other") == "signature-other-file"
    assert await refusal(good, authority.folder, later=60) == "signature-expired"
    stranger = Authority.make(tmp_path / "other", "Another CA")
    assert await refusal(signed(DATA, *stranger.issue(SNILS)), authority.folder) == "signature-untrusted"
    server = signed(DATA, *authority.issue(SNILS, server=True))
    assert await refusal(server, authority.folder) == "signature-purpose"
    key, _ = authority.issue(SNILS)
    assert await refusal(signed(DATA, key, authority.issue(SNILS)[1]), authority.folder) == "signature-broken"


async def test_a_revoked_one_and_one_that_cannot_be_checked(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    key, certificate = authority.issue(SNILS)
    authority.revoke(certificate.serial_number)
    assert await refusal(signed(DATA, key, certificate), tmp_path) == "signature-revoked"
    (tmp_path / "root.crl").unlink()
    assert await refusal(signed(DATA, key, certificate), tmp_path) == "signature-unchecked"


@pytest.mark.parametrize(
    "data", [b"", b"x", b"0\x80" * 200, b"\x30\x03\x02\x01\x01", b"-----BEGIN CMS-----\n"]
)
async def test_what_is_no_signature(authority: Authority, data: bytes) -> None:
    assert await refusal(data, authority.folder) == "signature-format"
