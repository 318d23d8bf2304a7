"""Banks and other providers of identity: what is configured, and what their claims say in our words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.forms.kinds.registers import snils_valid
from core.forms.model import Value

USES = ("confirm", "register")
LARGEST_SIGNATURE = 256 * 1024
NEEDED = ("profile.full_name", "profile.birth_date", "profile.snils")

# The profile's path → the claim that holds it, where a provider's own mapping does not say otherwise.
CLAIMS: Mapping[str, str] = {
    "profile.full_name": "name",
    "profile.birth_date": "birthdate",
    "profile.snils": "snils",
    "profile.inn": "inn",
    "profile.passport.number": "passport",
    "phone": "phone_number",
    "email": "email",
}


@dataclass(frozen=True, slots=True)
class Provider:
    """One OpenID provider. `confirms`: its word on who somebody is is enough."""

    id: str
    title: Mapping[str, str]
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...] = ("openid", "profile", "phone", "email")
    claims: Mapping[str, str] = field(default_factory=dict)
    confirms: bool = False

    def name(self, language: str) -> str:
        return self.title.get(language) or self.title.get("ru") or self.id


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider said of a person: values by the profile's path, and contacts it has verified."""

    values: Mapping[str, Value]
    phone: str = ""
    email: str = ""

    @property
    def proves(self) -> bool:
        """Whether it is enough to know who this is."""
        return all(path in self.values for path in NEEDED)


def told_by(provider: Provider, claims: Mapping[str, Any]) -> Told:
    """Claims in our words. What is absent, empty or cannot be right is left out."""
    named = {**CLAIMS, **provider.claims}
    given = {path: str(claims.get(name) or "").strip() for path, name in named.items()}
    if not given["profile.full_name"]:
        parts = (claims.get(one) for one in ("family_name", "given_name", "middle_name"))
        given["profile.full_name"] = " ".join(str(one) for one in parts if one)
    values: dict[str, Value] = {}
    for path, text in given.items():
        if path.startswith("profile.") and (value := _value(path, text)) is not None:
            values[path] = value
    phone = _phone(given["phone"]) if claims.get("phone_number_verified") is True else ""
    email = given["email"].lower() if claims.get("email_verified") is True else ""
    return Told(values, phone, email)


def _phone(text: str) -> str:
    """E.164, or nothing."""
    digits = "".join(char for char in text if char.isdigit() and char.isascii())
    if len(digits) == 11 and digits[0] == "8" and not text.startswith("+"):
        digits = "7" + digits[1:]
    return f"+{digits}" if 10 < len(digits) < 16 else ""


def _value(path: str, text: str) -> Value | None:
    digits = "".join(char for char in text if char.isdigit() and char.isascii())
    match path:
        case "profile.snils":
            return digits if snils_valid(digits) else None
        case "profile.inn":
            return digits if len(digits) == 12 else None
        case "profile.passport.number":
            return digits if len(digits) == 10 else None
        case "profile.birth_date":
            return text if _is_day(text) else None
    return " ".join(text.split())[:200] or None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 1900
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Signer:
    """Whom a certificate names: digits of SNILS and INN, the name as it is written there."""

    snils: str
    inn: str
    name: str
