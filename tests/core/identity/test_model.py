"""Claims in our words, and the file of providers."""

from pathlib import Path
from typing import Any

import pytest

from core.identity.model import Provider, told_by
from core.identity.providers import load_providers

BANK = Provider("bank", {"ru": "Банк"}, "https://bank.example", "okno", "secret")


@pytest.mark.parametrize(
    ("claims", "values"),
    [
        ({"name": "  Иванов   Иван "}, {"profile.full_name": "Иванов Иван"}),
        ({"family_name": "Иванов", "given_name": "Иван"}, {"profile.full_name": "Иванов Иван"}),
        ({"birthdate": "1968-03-14"}, {"profile.birth_date": "1968-03-14"}),
        ({"birthdate": "14.03.1968"}, {}),
        ({"birthdate": "0000-03-14"}, {}),
        ({"snils": "112-233-445 95"}, {"profile.snils": "11223344595"}),
        ({"snils": "112-233-445 59"}, {}),
        ({"inn": 500100732259}, {"profile.inn": "500100732259"}),
        ({"inn": "7707083893"}, {}),
        ({"passport": "4510 123456"}, {"profile.passport.number": "4510123456"}),
        ({"name": None, "sub": "7"}, {}),
    ],
)
def test_claims_in_our_words(claims: dict[str, Any], values: dict[str, str]) -> None:
    assert dict(told_by(BANK, claims).values) == values


@pytest.mark.parametrize(
    ("claims", "phone", "email"),
    [
        ({"phone_number": "+7 (916) 123-45-67", "phone_number_verified": True}, "+79161234567", ""),
        ({"phone_number": "89161234567", "phone_number_verified": True}, "+79161234567", ""),
        ({"phone_number": "+79161234567"}, "", ""),
        ({"phone_number": "+79161234567", "phone_number_verified": "true"}, "", ""),
        ({"email": "Anna@Example.org", "email_verified": True}, "", "anna@example.org"),
        ({"email": "anna@example.org", "email_verified": False}, "", ""),
    ],
)
def test_only_contacts_that_the_provider_verified(claims: dict[str, Any], phone: str, email: str) -> None:
    told = told_by(BANK, claims)
    assert (told.phone, told.email) == (phone, email)


def test_a_provider_s_own_names_of_claims() -> None:
    bank = Provider("bank", {"ru": "Банк"}, "https://b.example", "x", "y", claims={"profile.snils": "ssn"})
    assert told_by(bank, {"ssn": "11223344595"}).values == {"profile.snils": "11223344595"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- id: Bank!\n", "id"),
        ("- {id: b, title: {ru: Б}, issuer: ftp://x, client_id: c}\n", "issuer"),
        ("- {id: b, title: {ru: Б}, issuer: https://x, client_id: c, secret: d}\n", "secret"),
        ("[", "is not YAML"),
        ("name: x\n", "list"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "identity.yaml"
    path.write_text(text)
    with pytest.raises(ValueError, match=problem) as told:
        load_providers(str(path))
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert load_providers("") == {}
    with pytest.raises(ValueError, match="cannot be read"):
        load_providers(str(tmp_path / "none.yaml"))
