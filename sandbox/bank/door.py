"""The bank's addresses: discovery, the consent page, tokens, keys, userinfo; and decisions made ahead."""

import base64
import binascii
import html
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import web

from sandbox.bank.provider import Asked
from sandbox.keys import WORLD
from sandbox.sim.door import Wrong, read_json
from sandbox.telegram import Json
from sandbox.world import World

ROOT = "/sim/bank"
SPOILS = ("", "issuer", "audience", "nonce", "expired", "signature", "es256")
FIELDS = (
    ("name", "Фамилия, имя, отчество", "Смирнова Анна Петровна"),
    ("birthdate", "Дата рождения (ГГГГ-ММ-ДД)", "1968-03-14"),
    ("snils", "СНИЛС", "112-233-445 95"),
    ("inn", "ИНН", "500100732259"),
    ("phone_number", "Телефон", "+79161234567"),
    ("email", "Почта", "anna@example.org"),
)
_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
_STYLE = (
    "body{font:17px/1.45 system-ui,sans-serif;margin:0;background:#eef2f0;color:#10251c}"
    "main{max-width:28rem;margin:0 auto;padding:1.2rem}h1{font-size:1.35rem}"
    "label{display:block;margin:.7rem 0 .2rem;font-size:.9rem}"
    "input{width:100%;box-sizing:border-box;font:inherit;padding:.6rem;border:1px solid #9db3a8;"
    "border-radius:.5rem;background:#fff;color:inherit}"
    "button{width:100%;font:inherit;font-weight:600;padding:.8rem;margin-top:.9rem;border-radius:.6rem;"
    "border:1px solid #0b6b43;background:#0b6b43;color:#fff}button.no{background:none;color:#0b6b43}"
)


def add_bank(router: web.UrlDispatcher) -> None:
    router.add_get(f"{ROOT}/.well-known/openid-configuration", discovery)
    router.add_get(f"{ROOT}/authorize", authorize)
    router.add_post(f"{ROOT}/consent", consent)
    router.add_post(f"{ROOT}/token", token)
    router.add_get(f"{ROOT}/jwks", jwks)
    router.add_get(f"{ROOT}/userinfo", userinfo)


async def decide(request: web.Request, world: World) -> Json:
    """`POST /sim/bank`: what the consent page does the next time it is opened, without a person."""
    body = await read_json(request)
    person, spoil = body.get("person") or {}, body.get("spoil") or ""
    if body.get("decision") not in ("grant", "deny"):
        raise Wrong(400, '"decision" must be "grant" or "deny"')
    if not isinstance(person, dict) or spoil not in SPOILS:
        raise Wrong(400, f'"person" must be an object, "spoil" one of {", ".join(SPOILS[1:])}')
    world.bank.decisions.append({"decision": body["decision"], "person": person, "spoil": spoil})
    return {"waiting": len(world.bank.decisions)}


def _issuer(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}{ROOT}"


async def discovery(request: web.Request) -> web.Response:
    issuer = _issuer(request)
    return web.json_response(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "profile", "phone", "email", "documents"],
        }
    )


def _asked(given: Mapping[str, str]) -> Asked:
    """Raises ValueError in words for whoever configured the client."""
    if given.get("client_id") != "okno" or given.get("response_type") != "code":
        raise ValueError("unknown client_id or response_type")
    if "openid" not in given.get("scope", "").split():
        raise ValueError("scope without openid")
    address = urlsplit(given.get("redirect_uri", ""))
    if address.scheme not in {"http", "https"} or address.path != "/identity/callback":
        raise ValueError("redirect_uri is not registered")
    if given.get("code_challenge_method") != "S256" or len(given.get("code_challenge", "")) != 43:
        raise ValueError("PKCE with S256 is required")
    return Asked(
        given["redirect_uri"], given.get("state", ""), given.get("nonce", ""), given["code_challenge"]
    )


async def authorize(request: web.Request) -> web.StreamResponse:
    try:
        asked = _asked(request.query)
    except ValueError as error:
        return web.Response(text=f"{error}", status=400)
    bank = request.app[WORLD].bank
    if bank.decisions:
        made = bank.decisions.popleft()
        return _answer(request, asked, made["decision"] == "grant", made["person"], made["spoil"])
    return web.Response(text=_page(request.query_string), content_type="text/html", headers=_PAGE_HEADERS)


async def consent(request: web.Request) -> web.StreamResponse:
    """The person's own decision on the page."""
    form = {key: str(value) for key, value in (await request.post()).items()}
    try:
        asked = _asked(dict(parse_qsl(form.get("request", ""))))
    except ValueError as error:
        return web.Response(text=f"{error}", status=400)
    person = {name: form[name].strip() for name, _, _ in FIELDS if form.get(name, "").strip()}
    return _answer(request, asked, form.get("decision") == "grant", person, "")


def _answer(
    request: web.Request, asked: Asked, granted: bool, person: Json, spoil: str
) -> web.StreamResponse:
    query = {"state": asked.state}
    if granted:
        query["code"] = request.app[WORLD].bank.grant(asked, person, spoil)
    else:
        query["error"] = "access_denied"
    raise web.HTTPSeeOther(f"{asked.redirect_uri}?{urlencode(query)}")


def _page(query: str) -> str:
    fields = "".join(
        f'<label for="{name}">{html.escape(title)}</label>'
        f'<input id="{name}" name="{name}" value="{html.escape(example)}">'
        for name, title, example in FIELDS
    )
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Песочный банк</title><style>{_STYLE}</style></head><body><main>"
        "<h1>Песочный банк</h1><p>Сервис «Окно» просит передать ему ваши данные. Это учебный банк: "
        "впишите, кем хотите быть.</p>"
        f'<form method="post" action="{ROOT}/consent">'
        f'<input type="hidden" name="request" value="{html.escape(query)}">{fields}'
        '<button name="decision" value="grant">Передать данные</button>'
        '<button class="no" name="decision" value="deny">Отказаться</button>'
        "</form></main></body></html>"
    )


def _client(request: web.Request, form: Mapping[str, str]) -> tuple[str, str]:
    """From HTTP Basic, or from the form."""
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(encoded).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")


async def token(request: web.Request) -> web.Response:
    form = {key: str(value) for key, value in (await request.post()).items()}
    bank = request.app[WORLD].bank
    if not bank.knows(*_client(request, form)):
        return web.json_response({"error": "invalid_client"}, status=401)
    if form.get("grant_type") != "authorization_code":
        return web.json_response({"error": "unsupported_grant_type"}, status=400)
    redeemed = bank.redeem(form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier", ""))
    if redeemed is None:
        return web.json_response({"error": "invalid_grant"}, status=400)
    granted, access = redeemed
    return web.json_response(
        {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": bank.id_token(_issuer(request), granted),
        },
        headers={"Cache-Control": "no-store"},
    )


async def jwks(request: web.Request) -> web.Response:
    return web.json_response(request.app[WORLD].bank.published())


async def userinfo(request: web.Request) -> web.Response:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    person = request.app[WORLD].bank.person(given) if kind.lower() == "bearer" else None
    if person is None:
        return web.json_response({"error": "invalid_token"}, status=401)
    return web.json_response(person)
