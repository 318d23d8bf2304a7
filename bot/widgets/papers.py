"""A document of the wallet in words: its name, its values masked, what is said of its days."""

from bot.say import Say
from core.bootstrap import Core
from core.forms.kinds import kind_of
from core.forms.model import Field, Value
from core.texts import say_date
from core.wallet.kinds import WalletKind
from core.wallet.model import ENDLESS, EXPIRED, EXPIRING, VALID, Kept


def kind_title(say: Say, kind: WalletKind) -> str:
    """«Водительское удостоверение»."""
    return kind.title.get(say.language) or kind.title["ru"]


def name_of(say: Say, kept: Kept) -> str:
    """What tells it from others of its kind: «СНИЛС 112-•••-••• 95»; the name that its owner gave it."""
    value = kept.values.get(kept.kind.label)
    label = kept.kind.field(kept.kind.label)
    if value is None or label is None:
        return kind_title(say, kept.kind)
    shown = value_of(say, label, value)
    return shown if kept.kind.id == "other" else f"{kind_title(say, kept.kind)} {shown}"


def field_title(say: Say, asked: Field) -> str:
    return asked.title.get(say.language) or asked.title["ru"]


def value_of(say: Say, asked: Field, value: Value, full: bool = False) -> str:
    """A value as the chat shows it: a document's number masked unless it may be shown in full."""
    if value is None:
        return "—"
    kind = kind_of(asked)
    return kind.show(value, asked, say.language) if full else kind.mask(value, asked, say.language)


def chip_of(say: Say, core: Core, kept: Kept) -> str:
    """«Действует до 03.12.2034», «Истекает через 12 дней»."""
    today = core.clock.today()
    status = kept.status(today)
    if kept.expires_on is None or status not in {VALID, EXPIRING, EXPIRED}:
        return say("plain-chip-endless" if status == ENDLESS else "plain-chip-unfinished")
    if status == EXPIRING:
        left = (kept.expires_on - today).days
        return say("plain-chip-expiring", days=left) if left else say("plain-chip-today")
    return say(f"plain-chip-{status}", day=say_date(kept.expires_on, say.language))
