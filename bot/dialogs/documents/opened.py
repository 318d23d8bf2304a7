"""Which document the windows are about. Its id is chosen before the first answer: nothing makes it twice."""

from aiogram_dialog import DialogManager, ShowMode

from bot.states import DocumentsSG, WelcomeSG
from bot.turns import citizen_of, core_of
from core.errors import NotFound
from core.ids import new_id
from core.wallet.kinds import WalletKind
from core.wallet.model import Kept, kind_named

LONGEST_ID = 19  # digits of a 63-bit number


def open_id(manager: DialogManager) -> int:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    found = manager.dialog_data.get("document") or data.get("document")
    return int(found) if isinstance(found, int | str) and str(found).isdigit() else 0


def id_in(target: str) -> int:
    """The id behind a button; 0, which is nobody's, for what no button held."""
    plain = target.isascii() and target.isdigit() and len(target) <= LONGEST_ID
    return min(int(target), 2**63 - 1) if plain else 0


async def opened(manager: DialogManager) -> Kept | None:
    """The document that is open; None while it has no answer yet, and once it is gone."""
    try:
        return await core_of(manager).wallet.one(citizen_of(manager).id, open_id(manager))
    except NotFound:
        return None


def kind_open(manager: DialogManager, kept: Kept | None) -> WalletKind | None:
    return kept.kind if kept is not None else kind_named(str(manager.dialog_data.get("kind", "")))


def look_at(manager: DialogManager, document_id: int) -> None:
    """Every window from here on is about this document."""
    page = manager.dialog_data.get("page", 0)
    manager.dialog_data.clear()
    manager.dialog_data.update(document=str(document_id), page=page)


def begin(manager: DialogManager, kind: WalletKind) -> None:
    """Every window from here on is about a document that the first answer will make."""
    look_at(manager, new_id())
    manager.dialog_data["kind"] = kind.id


async def allowed(manager: DialogManager) -> bool:
    """Nothing personal is taken without consent; where there is none it is asked for."""
    if await core_of(manager).citizens.consented(citizen_of(manager)):
        return True
    await manager.start(WelcomeSG.consent, show_mode=ShowMode.AUTO)
    return False


async def go_on(manager: DialogManager) -> None:
    """To what the open document lacks: an answer, then its pages; then to its card."""
    kept = await opened(manager)
    manager.dialog_data.pop("held", None)
    if manager.dialog_data.pop("field", None) is not None:
        await manager.switch_to(DocumentsSG.card)
    elif kept is None or kept.missing() is not None:
        await manager.switch_to(DocumentsSG.field)
    elif not kept.pages:
        manager.dialog_data.pop("log", None)
        await manager.switch_to(DocumentsSG.pages)
    else:
        await manager.switch_to(DocumentsSG.card)
