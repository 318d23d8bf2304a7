"""The only wiring: settings in, the use cases out."""

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from redis.asyncio import Redis

from core.applications.drafts import Drafts
from core.applications.links import Links
from core.applications.popularity import Popularity
from core.applications.usecases import Applications
from core.catalogue.load import load_catalogue
from core.catalogue.model import Catalogue
from core.catalogue.search import Search
from core.catalogue.situations import as_catalogue
from core.catalogue.usecases import Services
from core.channels.delivery import Channels
from core.channels.gateways.http import HttpSms
from core.channels.gateways.smtp import SmtpMail
from core.citizens.disputes import Disputes
from core.citizens.usecases import Citizens
from core.citizens.values import profile_fields
from core.clock import Clock
from core.codes.usecases import Codes
from core.confirmation.desk import Desk
from core.confirmation.usecases import Confirmation
from core.contacts.checkup import CheckUps
from core.contacts.usecases import Contacts
from core.db.engine import Database
from core.db.memory import load_offset
from core.db.uow import Works
from core.db.vault import MasterKeys, Vault
from core.departments.base import Connector
from core.departments.connectors.http import HttpConnector
from core.departments.usecases import Departments
from core.erasure.usecases import Erasure
from core.files.store import Files
from core.housekeeping import Housekeeping, Keep
from core.identity.model import Provider
from core.identity.providers import load_providers
from core.identity.signatures import Signatures
from core.identity.usecases import Identity
from core.inbox.store import Inbox
from core.languages import LANGUAGES, TEXTS
from core.metrics import Metrics
from core.notifications.usecases import Notifications
from core.outbox.store import Outbox
from core.recovery.usecases import Recoveries
from core.remembered.usecases import Remembered
from core.rights.model import PERSONAL_DATA, PURPOSES
from core.rights.usecases import Rights
from core.searches.usecases import LostSearches
from core.security.factors import Factors
from core.security.hashing import Hasher
from core.security.model import Reach
from core.security.pages import Pages
from core.security.passwords import Passwords
from core.security.usecases import Security
from core.settings import Settings, WrongSetting
from core.situations.usecases import Situations
from core.texts import Texts
from core.tokens.usecases import Tokens
from core.wake import Wake
from core.wallet.usecases import Wallet

ROOT = Path(__file__).parent.parent
EVENTS_PATH = "/api/departments/{department}/events"


@dataclass(frozen=True)
class Core:
    """Everything the faces may ask for."""

    settings: Settings
    works: Works
    clock: Clock
    texts: Texts
    metrics: Metrics
    wake: Wake
    redis: Redis | None
    catalogue: Catalogue
    services: Services
    citizens: Citizens
    disputes: Disputes
    channels: Channels
    codes: Codes
    contacts: Contacts
    recoveries: Recoveries
    confirmation: Confirmation
    desk: Desk
    identity: Identity
    signatures: Signatures
    drafts: Drafts
    applications: Applications
    popularity: Popularity
    links: Links
    situations: Situations
    remembered: Remembered
    searches: LostSearches
    erasure: Erasure
    files: Files
    wallet: Wallet
    rights: Rights
    notifications: Notifications
    departments: Departments | None
    tokens: Tokens
    security: Security
    factors: Factors
    passwords: Passwords
    pages: Pages
    inbox: Inbox
    outbox: Outbox
    housekeeping: Housekeeping

    @property
    def database(self) -> Database:
        return self.works.database

    def hide(self, text: str) -> str:
        """Seal a short text for a place that is not encrypted, such as a dialog's stack."""
        return base64.urlsafe_b64encode(self.works.vault.service.seal(text.encode(), "stack")).decode()

    def reveal(self, hidden: str) -> str:
        return self.works.vault.service.open(base64.urlsafe_b64decode(hidden), "stack").decode()

    async def close(self) -> None:
        if self.departments is not None:
            await self.departments.close()
        await self.channels.close()
        await self.works.database.close()
        if self.redis is not None:
            await self.redis.aclose()


def load_texts(settings: Settings) -> Texts:
    return _texts(settings.okno_brand)


@cache
def _texts(brand: str) -> Texts:
    """Compiled once in a process, however many cores it builds: that takes a second and more."""
    return Texts(TEXTS, LANGUAGES, brand=brand)


async def build_core(
    settings: Settings, connector: Connector | None = None, catalogue: Catalogue | None = None
) -> Core:
    """Wire the use cases over a migrated database. Raises WrongKey when the master key does not fit it."""
    settings.okno_home.mkdir(parents=True, exist_ok=True)
    cache = settings.okno_home / "cache"
    catalogue = catalogue or load_catalogue(ROOT / "catalogue", cache)
    clock = Clock(settings.okno_timezone, movable=settings.loopback)
    redis = _redis(settings)
    wake = Wake(redis, settings.okno_redis_prefix)
    works = Works(Database(settings.database), Vault(master_keys(settings)), clock, wake)
    await _prepare(works)
    texts, metrics = load_texts(settings), Metrics()
    files, inbox, outbox = (
        Files(works, settings.okno_home),
        Inbox(works, settings.bot_id, metrics),
        Outbox(works),
    )
    drafts = Drafts(works, catalogue, files)
    keep = Keep(
        settings.keep_payload_ids_days,
        settings.keep_drafts_days,
        settings.keep_uploads_days,
        settings.keep_searches_days,
    )
    remembered, searches, erasure = Remembered(works), LostSearches(works), Erasure(works, settings.okno_home)
    tokens, hasher = Tokens(works), Hasher()
    passwords = Passwords(works, hasher)
    reach = Reach(bool(settings.sms_url), bool(settings.mail_url), settings.sms_abroad == "on")
    security = Security(works, hasher, reach, settings.codes_a_day)
    wallet = Wallet(works, files)
    consent_texts = {
        purpose: {lang: texts.get(lang, f"consent-text-{purpose}", days=keep.drafts) for lang in LANGUAGES}
        for purpose in PURPOSES
    }
    rights = Rights(works, files, consent_texts)
    connector = connector or _connector(settings)
    citizens = Citizens(
        works,
        consent_texts[PERSONAL_DATA],
        LANGUAGES,
        settings.okno_language,
        profile_fields(catalogue),
    )
    codes = Codes(works, settings.codes_a_day)
    services = Services(
        catalogue,
        Search.build(catalogue, cache),
        Search.build(as_catalogue(catalogue), cache / "situations"),
    )
    titles = {service.id: service.title for service in catalogue.services.values()}
    recoveries = Recoveries(works, files)
    check_ups = CheckUps(works)
    desk = Desk(works, files, metrics, {"recovery": recoveries.reviewed})
    return Core(
        settings=settings,
        works=works,
        clock=clock,
        texts=texts,
        metrics=metrics,
        wake=wake,
        redis=redis,
        catalogue=catalogue,
        services=services,
        citizens=citizens,
        channels=_channels(settings, texts, clock),
        codes=codes,
        contacts=Contacts(
            works, citizens.consented, settings.codes_a_day, abroad=settings.sms_abroad == "on"
        ),
        confirmation=Confirmation(works, files, citizens.fields, settings.review_hours),
        disputes=Disputes(works),
        desk=desk,
        signatures=Signatures(works, settings.signature_trust),
        identity=Identity(works, _providers(settings), settings.public_url),
        recoveries=recoveries,
        drafts=drafts,
        applications=Applications(works, catalogue.services, files, drafts.form_of),
        popularity=Popularity(works, services.favour),
        links=Links(works),
        situations=Situations(works, catalogue.situations),
        remembered=remembered,
        searches=searches,
        erasure=erasure,
        files=files,
        wallet=wallet,
        rights=rights,
        notifications=Notifications(works),
        departments=Departments(works, files, connector, titles) if connector is not None else None,
        tokens=tokens,
        security=security,
        factors=Factors(works, hasher, reach, settings.okno_brand),
        passwords=passwords,
        pages=Pages(works, security, settings.bot_token.get_secret_value()),
        inbox=inbox,
        outbox=outbox,
        housekeeping=Housekeeping(
            works,
            inbox,
            outbox,
            files,
            keep,
            metrics,
            [remembered.forget, searches.forget, rights.forget, lambda _: desk.forget(keep.uploads)],
            [erasure.write_list, wallet.remind, desk.escalate, recoveries.go_on, check_ups.ask],
            [tokens.forget, codes.forget, passwords.remind],
        ),
    )


async def open_works(settings: Settings) -> Works:
    """The database with its keys, for commands that need nothing else."""
    works = Works(
        Database(settings.database), Vault(master_keys(settings)), Clock(settings.okno_timezone), Wake()
    )
    try:
        await _prepare(works)
    except BaseException:
        await works.database.close()
        raise
    return works


def master_keys(settings: Settings) -> MasterKeys:
    """From the settings; with SQLite else from the key file in `okno_home`, made on first use.

    Raises WrongSetting for keys that are none.
    """
    try:
        if settings.encryption_keys:
            return MasterKeys.parse(settings.encryption_keys)
        return MasterKeys.in_home(settings.okno_home)[0]
    except ValueError as error:
        raise WrongSetting(
            f"ENCRYPTION_KEYS: {error}; example: ENCRYPTION_KEYS=k1:<base64 of 32 bytes>"
        ) from None


async def _prepare(works: Works) -> None:
    async with works.database.write() as conn:
        ready = await works.vault.prepare(conn)
        await conn.commit()
    if not ready:
        async with works.database.read() as conn:
            await works.vault.prepare(conn)
    await load_offset(works.database, works.clock)


def _providers(settings: Settings) -> dict[str, Provider]:
    try:
        return load_providers(settings.identity_providers)
    except ValueError as error:
        raise WrongSetting(
            f"IDENTITY_PROVIDERS: {error}; example: IDENTITY_PROVIDERS=/etc/okno/identity.yaml"
        ) from None


def _redis(settings: Settings) -> Redis | None:
    if not settings.redis_url:
        return None
    # A server that does not even refuse must not hold a citizen's turn for ever.
    return Redis.from_url(settings.redis_url, socket_timeout=3.0, socket_connect_timeout=2.0)


def _connector(settings: Settings) -> Connector | None:
    """Departments by HTTP where an address is set; without one nothing can be filed, and cards say so."""
    if not urlsplit(settings.departments_url).hostname:
        return None
    return HttpConnector(
        settings.departments_url,
        settings.departments_secret.get_secret_value(),
        settings.public_url + EVENTS_PATH,
    )


def _channels(settings: Settings, texts: Texts, clock: Clock) -> Channels:
    """Ways to phones and mailboxes; one whose address is not set is not offered."""
    mail_url = settings.mail_url.get_secret_value()
    return Channels(
        texts,
        clock,
        HttpSms(settings.sms_url, settings.sms_secret.get_secret_value()) if settings.sms_url else None,
        SmtpMail(mail_url, settings.mail_from) if mail_url else None,
    )
