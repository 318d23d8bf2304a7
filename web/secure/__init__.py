"""The secure page: what must not lie in a chat's history. Works without JavaScript, by a one-time link.

Everything on it comes from this very service: the policy below lets a browser load nothing else.
"""

from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import CoreError, NotFound, Refused
from core.security.model import PASSWORD
from core.tokens.model import Taken
from web.secure.entry import Entry, go_on, put_entry, what_is_asked
from web.secure.opening import open_app
from web.secure.words import Words
from web.webhook import Accept

_HERE = Path(__file__).parent
_STATIC = {"secure.css": "text/css", "app.js": "text/javascript"}
_MOST_BODY = 16 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    # Telegram's web clients show a Mini App in a frame; nobody else may.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors https://web.telegram.org https://*.web.telegram.org"
    ),
}


def add_secure(app: web.Application, core: Core, accept: Accept) -> None:
    """`accept` takes the update that makes the chat go on by itself."""
    SecurePage(core, accept).add_to(app)


class SecurePage:
    """Its doors. Unknown, used, expired and foreign links all get one answer."""

    def __init__(self, core: Core, accept: Accept) -> None:
        self._core = core
        self._accept = accept
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
        )

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/secure/static/{name}", self._static)
        app.router.add_get("/secure/app/{what:[a-z]+(/[\\w.-]{1,64})?}", self._app)
        app.router.add_post("/secure/open", self._open)
        app.router.add_get("/secure/{token}", self._show)
        app.router.add_post("/secure/{token}", self._take)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in _STATIC:
            raise web.HTTPNotFound
        headers = {**HEADERS, "Cache-Control": "no-cache", "Content-Type": f"{_STATIC[name]}; charset=utf-8"}
        return web.FileResponse(_HERE / "static" / name, headers=headers)

    def _page(self, words: Words, template: str, status: int = 200, **values: Any) -> web.Response:
        text = self._templates.get_template(template).render(say=words, lang=words.language, **values)
        return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)

    def _gone(self, words: Words | None = None) -> web.Response:
        words = words or Words(self._core.texts, self._core.settings.okno_language)
        return self._page(words, "gone.html", 404)

    async def _app(self, request: web.Request) -> web.Response:
        return self._page(Words(self._core.texts, self._core.settings.okno_language), "app.html")

    async def _open(self, request: web.Request) -> web.Response:
        """The Mini App says who it is, and gets a one-time link like anybody else."""
        words = Words(self._core.texts, self._core.settings.okno_language)
        body = await _body(request)
        try:
            token = await open_app(self._core, body.get("init_data", ""), body.get("what", ""))
        except CoreError as error:
            return web.json_response({"error": words.error(error)}, status=403, headers=HEADERS)
        return web.json_response({"url": f"/secure/{token}"}, headers=HEADERS)

    async def _known(self, request: web.Request) -> tuple[Taken, Citizen] | None:
        taken = await self._core.pages.known(request.match_info["token"])
        if taken is None:
            return None
        citizen = await self._core.citizens.meet(taken.telegram_id, None)
        return (taken, citizen) if citizen.id == taken.citizen_id else None

    async def _show(self, request: web.Request) -> web.Response:
        found = await self._known(request)
        if found is None:
            return self._gone()
        return await self._form(*found, request.match_info["token"])

    async def _form(self, taken: Taken, citizen: Citizen, token: str, wrong: str = "") -> web.Response:
        core, words = self._core, Words(self._core.texts, citizen.language)
        phrase = (await core.security.protection(citizen.id)).phrase
        common: dict[str, Any] = {"token": token, "wrong": wrong, "phrase": phrase}
        if taken.purpose == PASSWORD:
            has = await core.passwords.has(citizen.id)
            return self._page(words, "password.html", has_password=has, **common)
        asked = await what_is_asked(core, citizen, taken.data)
        if asked is None:
            return self._gone(words)
        title = asked.title.get(citizen.language) or asked.title["ru"]
        return self._page(words, "entry.html", title=title, example=words.example(asked), **common)

    async def _take(self, request: web.Request) -> web.Response:
        found = await self._known(request)
        if found is None:
            return self._gone()
        taken, citizen = found
        token, form = request.match_info["token"], await _body(request)
        words = Words(self._core.texts, citizen.language)
        try:
            if taken.purpose == PASSWORD:
                await self._put_password(citizen, token, form)
            else:
                entry = Entry(token, taken, form.get("value", ""))
                token, wrong = await put_entry(self._core, citizen, entry)
                if wrong is not None:
                    fresh = await self._core.pages.known(token)
                    return await self._form(fresh or taken, citizen, token, words.error(wrong))
        except NotFound:
            return self._gone(words)
        except Refused as error:
            return await self._form(taken, citizen, token, words.error(error))
        await self._accept([go_on(citizen.telegram_id)])
        return self._page(words, "done.html", password=taken.purpose == PASSWORD)

    async def _put_password(self, citizen: Citizen, token: str, form: dict[str, str]) -> None:
        current, new, again = (form.get(name, "") for name in ("current", "new", "again"))
        await self._core.passwords.put(citizen, current, new, again, token)


async def _body(request: web.Request) -> dict[str, str]:
    """The texts of a small form or of a small JSON object; nothing for anything else."""
    if (request.content_length or 0) > _MOST_BODY:
        raise web.HTTPRequestEntityTooLarge(_MOST_BODY, request.content_length or 0)
    try:
        sent = await (request.json() if request.content_type == "application/json" else request.post())
    except (ValueError, RecursionError):
        return {}
    pairs = sent.items() if hasattr(sent, "items") else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}
