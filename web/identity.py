"""To a bank and back in the citizen's browser: a redirect there, and a page with the way back to the chat."""

import base64
import hashlib
import html
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from core.bootstrap import Core
from core.errors import DeliveryFailure, NotFound

LinkTo = Callable[[str], Awaitable[str]]
STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center;"
    "background:#f4f6f8;color:#15202b}main{max-width:26rem;padding:1.5rem;text-align:center}"
    "a{display:block;padding:.9rem 1.2rem;border-radius:.8rem;background:#1a73c7;color:#fff;"
    "text-decoration:none;font-weight:600;margin-top:1rem}"
    "@media(prefers-color-scheme:dark){body{background:#101820;color:#e8eef4}}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ID = re.compile(r"[a-z0-9-]{1,24}")


class IdentityPages:
    """`/identity/<provider>/start?t=…` and `/identity/callback`."""

    def __init__(self, core: Core, link_to: LinkTo) -> None:
        self._core = core
        self._link_to = link_to

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Off to the provider; where it is away, a page that says so and offers to try again."""
        token, provider = request.query.get("t", ""), request.match_info["provider"]
        whose = await self._core.identity.whose(token)
        try:
            address = await self._core.identity.go(provider if _ID.fullmatch(provider) else "", token)
        except NotFound:
            return await self._page(None, "plain-web-bank-link", "menu", status=410)
        except DeliveryFailure:
            again = f"/identity/{provider}/start?t={token}"
            return await self._page(whose, "plain-web-bank-away", "menu", again=again, status=503)
        return web.Response(status=303, headers={**HEADERS, "Location": address})

    async def callback(self, request: web.Request) -> web.StreamResponse:
        """The provider's answer. It takes effect in the chat, where the button leads."""
        try:
            back = await self._core.identity.returned(request.query)
        except NotFound:
            return await self._page(None, "plain-web-bank-link", "menu", status=410)
        key = f"plain-web-bank-{back.error}" if back.error else "plain-web-bank-done"
        return await self._page(back.telegram_id, key, f"t_{back.token}")

    async def _page(
        self, telegram_id: int | None, key: str, payload: str, *, again: str = "", status: int = 200
    ) -> web.Response:
        core = self._core
        known = telegram_id is not None
        language = await core.citizens.language_of(telegram_id or 0) if known else core.settings.okno_language
        links = [(await self._link_to(payload), core.texts.get(language, "btn-web-to-chat"))]
        if again:
            links.insert(0, (again, core.texts.get(language, "btn-web-again")))
        buttons = "".join(f'<a href="{html.escape(url)}">{html.escape(label)}</a>' for url, label in links)
        text = html.escape(core.texts.get(language, key))
        body = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{html.escape(core.settings.okno_brand)}</title><style>{STYLE}</style></head>"
            f"<body><main><p>{text}</p>{buttons}</main></body></html>"
        )
        return web.Response(text=body, content_type="text/html", status=status, headers=HEADERS)
