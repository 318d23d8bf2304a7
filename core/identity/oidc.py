"""OpenID Connect as a client: discovery, the authorization code with PKCE, and a checked ID token.

The standards: OpenID Connect Core 1.0 (3.1.3.7 is the list of checks), RFC 7636, RFC 9700.
"""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote_plus

import aiohttp
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from core.errors import PermanentFailure, TemporaryFailure
from core.identity.model import Provider

_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=4)
_KEEP_S = 3600.0
_LARGEST = 512 * 1024
_SKEW_S = 60
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]


class OpenId:
    """Speaks to providers; what they publish is remembered for an hour."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Mapping[str, Any]]] = {}

    async def address(self, provider: Provider, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where the citizen consents. Raises TemporaryFailure while the provider is away."""
        found = await self._discovery(provider)
        uri: str = prepare_grant_uri(
            str(found["authorization_endpoint"]),
            provider.client_id,
            "code",
            redirect_uri=back,
            scope=" ".join(provider.scopes),
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return uri

    async def claims(
        self, provider: Provider, *, code: str, back: str, nonce: str, verifier: str
    ) -> Mapping[str, Any]:
        """What the provider says of the person, once its token holds in every point.

        Raises TemporaryFailure while it is away, PermanentFailure for an answer that does not hold.
        """
        found = await self._discovery(provider)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": provider.client_id,
            "code_verifier": verifier,
        }
        answer = await self._ask(
            "POST", str(found["token_endpoint"]), data=form, headers=_signed_in(provider)
        )
        claims = await self._checked(provider, found, str(answer.get("id_token") or ""), nonce)
        if not found.get("userinfo_endpoint") or not answer.get("access_token"):
            return claims
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        more = await self._ask("GET", str(found["userinfo_endpoint"]), headers=headers)
        if more.get("sub") != claims["sub"]:  # Core 5.3.2: else the answer is somebody else's
            raise PermanentFailure("bank-answer")
        return {**more, **claims}

    async def _checked(
        self, provider: Provider, found: Mapping[str, Any], token: str, nonce: str
    ) -> Mapping[str, Any]:
        """Signature, issuer, audience, expiry and nonce of an ID token."""
        keys = await self._published(str(found["jwks_uri"]))
        for last in (False, True):
            try:
                published = KeySet.import_key_set(cast(KeySetSerialization, keys))
                opened = jwt.decode(token, published, algorithms=ALGORITHMS)
                break
            except (JoseError, ValueError) as error:
                if last:
                    raise PermanentFailure("bank-answer") from error
            keys = await self._published(str(found["jwks_uri"]), anew=True)  # they may have changed theirs
        rules = jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=_SKEW_S,
            iss={"essential": True, "value": found["issuer"]},
            aud={"essential": True, "value": provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            rules.validate(opened.claims)
        except JoseError as error:
            raise PermanentFailure("bank-answer") from error
        audience = opened.claims["aud"]
        if (
            isinstance(audience, list)
            and len(audience) > 1
            and opened.claims.get("azp") != provider.client_id
        ):
            raise PermanentFailure("bank-answer")
        return opened.claims

    async def _discovery(self, provider: Provider) -> Mapping[str, Any]:
        found = await self._published(f"{provider.issuer}/.well-known/openid-configuration")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if str(found.get("issuer", "")).rstrip("/") != provider.issuer or not all(map(found.get, wanted)):
            raise PermanentFailure("bank-answer")
        return found

    async def _published(self, url: str, *, anew: bool = False) -> Mapping[str, Any]:
        known = self._known.get(url)
        if known is not None and not anew and time.monotonic() - known[0] < _KEEP_S:
            return known[1]
        answer = await self._ask("GET", url)
        self._known[url] = (time.monotonic(), answer)
        return answer

    async def _ask(self, method: str, url: str, **more: Any) -> Mapping[str, Any]:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.request(method, url, allow_redirects=False, **more) as answer,
            ):
                body = await answer.content.read(_LARGEST)
                if answer.status >= 500 or answer.status == 429:
                    raise TemporaryFailure("bank-away")
                if answer.status != 200:
                    raise PermanentFailure("bank-answer")
                return _object(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TemporaryFailure("bank-away") from error


def _signed_in(provider: Provider) -> Mapping[str, str]:
    """RFC 6749, 2.3.1: both parts are encoded as a form's values are."""
    if not provider.client_secret:
        return {}
    pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise PermanentFailure("bank-answer") from None
    if not isinstance(value, dict):
        raise PermanentFailure("bank-answer")
    return value
