"""What the bank remembers: keys that are kept, codes and access tokens that are not, decisions to come."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from sandbox.telegram import Json

CODE_S = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """An authorization request that holds."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What a code or an access token stands for."""

    asked: Asked
    person: Json
    spoil: str
    until: float


class Bank:
    def __init__(self, home: Path, secret: str) -> None:
        self._path = home / "bank-keys.json"
        self.secret = secret
        self.decisions: deque[Json] = deque(maxlen=100)
        """What the consent page does by itself, one for each time that it is opened."""
        self._codes: dict[str, Granted] = {}
        self._access: dict[str, Granted] = {}

    def knows(self, client: str, secret: str) -> bool:
        return client == "okno" and hmac.compare_digest(secret.encode(), self.secret.encode())

    def grant(self, asked: Asked, person: Json, spoil: str = "") -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = Granted(asked, person, spoil, time.monotonic() + CODE_S)
        return code

    def redeem(self, code: str, redirect_uri: str, verifier: str) -> tuple[Granted, str] | None:
        """(what was granted, an access token) once for a code, with the verifier of its challenge."""
        granted = self._codes.pop(code, None)
        if granted is None or granted.until < time.monotonic() or granted.asked.redirect_uri != redirect_uri:
            return None
        made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if not hmac.compare_digest(made, granted.asked.challenge):
            return None
        token = secrets.token_urlsafe(24)
        self._access[token] = granted
        return granted, token

    def person(self, token: str) -> Json | None:
        granted = self._access.get(token)
        return None if granted is None else claims_of(granted.person)

    def _keys(self) -> list[Any]:
        """RSA and EC, made once and kept: the service remembers what is published."""
        if not self._path.exists():
            made: list[Any] = [
                RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"}),
                ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "use": "sig", "alg": "ES256"}),
            ]
            self._path.write_text(json.dumps([key.as_dict(private=True) for key in made]))
        rsa, ec = json.loads(self._path.read_text())
        return [RSAKey.import_key(rsa), ECKey.import_key(ec)]

    def published(self) -> Json:
        return {"keys": [key.as_dict(private=False) for key in self._keys()]}

    def id_token(self, issuer: str, granted: Granted) -> str:
        """Signed; `spoil` makes it wrong in one point, for whoever checks the checks."""
        key = self._keys()[1 if granted.spoil == "es256" else 0]
        now, spoil = int(time.time()), granted.spoil
        claims = {
            "iss": "https://elsewhere.example" if spoil == "issuer" else issuer,
            "aud": "somebody-else" if spoil == "audience" else "okno",
            "sub": claims_of(granted.person)["sub"],
            "nonce": "another" if spoil == "nonce" else granted.asked.nonce,
            "iat": now,
            "exp": now - 3600 if spoil == "expired" else now + 300,
        }
        token = jwt.encode({"alg": key.alg, "kid": key.kid, "typ": "JWT"}, claims, key)
        if spoil == "signature":
            head, body, signature = token.split(".")
            token = f"{head}.{body}.{signature[::-1]}"
        return token


def claims_of(person: Json) -> Json:
    """The person as userinfo says it; contacts are verified unless said otherwise."""
    known = {key: value for key, value in person.items() if value not in (None, "")}
    for name in ("phone_number", "email"):
        if name in known:
            known.setdefault(f"{name}_verified", True)
    subject = hashlib.sha256(json.dumps(known.get("snils") or known, sort_keys=True).encode())
    return {"sub": subject.hexdigest()[:24], **known}
