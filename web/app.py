"""The HTTP face: what each door is, in one place."""

from aiohttp import web

from core.bootstrap import Core
from web.departments import MAX_BODY, DepartmentEvents
from web.health import Hears, add_health
from web.identity import IdentityPages, LinkTo
from web.secure import add_secure
from web.webhook import PATH, Accept, Batches, Webhook


def add_web(app: web.Application, core: Core, accept: Accept, hears: Hears, link_to: LinkTo) -> None:
    """Put the service's doors into `app`. `link_to` makes a link into the bot from its payload."""
    add_health(app, core, hears)
    events = DepartmentEvents(core)
    add_secure(app, core, accept)
    app.router.add_post(events.path, events.__call__)
    pages = IdentityPages(core, link_to)
    app.router.add_get("/identity/callback", pages.callback)
    app.router.add_get("/identity/{provider}/start", pages.start)
    secret = core.settings.webhook_secret.get_secret_value()
    if secret:
        app.router.add_post(PATH, Webhook(secret, Batches(accept), core.metrics).__call__)


def make_runner(app: web.Application) -> web.AppRunner:
    """Impatient: bodies nobody wants are read on for a second only, open requests do not hold up an end."""
    return web.AppRunner(app, access_log=None, shutdown_timeout=1.0, lingering_time=1.0)


def make_web() -> web.Application:
    return web.Application(client_max_size=MAX_BODY)
