"""Every dialog, in one explicit list."""

from aiogram_dialog import Dialog

from bot.dialogs.applications import applications_dialog
from bot.dialogs.apply import apply_dialog
from bot.dialogs.catalogue import catalogue_dialog
from bot.dialogs.check import check_dialog
from bot.dialogs.confirm import confirm_dialog
from bot.dialogs.contacts import contacts_dialog
from bot.dialogs.documents import documents_dialog
from bot.dialogs.form import form_dialog
from bot.dialogs.help import help_dialog
from bot.dialogs.language import language_dialog
from bot.dialogs.menu import menu_dialog
from bot.dialogs.mine import mine_dialog
from bot.dialogs.notifications import notifications_dialog
from bot.dialogs.payments import payments_dialog
from bot.dialogs.profile import profile_dialog
from bot.dialogs.recovery import recovery_dialog
from bot.dialogs.rights import rights_dialog
from bot.dialogs.search import search_dialog
from bot.dialogs.security import security_dialog
from bot.dialogs.situations import situations_dialog
from bot.dialogs.steps import steps_dialog
from bot.dialogs.stepup import stepup_dialog
from bot.dialogs.welcome import welcome_dialog


def all_dialogs() -> list[Dialog]:
    """Made anew each time: a dialog belongs to one dispatcher."""
    makers = (
        menu_dialog,
        welcome_dialog,
        catalogue_dialog,
        search_dialog,
        situations_dialog,
        mine_dialog,
        apply_dialog,
        form_dialog,
        applications_dialog,
        documents_dialog,
        payments_dialog,
        profile_dialog,
        rights_dialog,
        check_dialog,
        confirm_dialog,
        contacts_dialog,
        security_dialog,
        stepup_dialog,
        steps_dialog,
        recovery_dialog,
        notifications_dialog,
        help_dialog,
        language_dialog,
    )
    return [make() for make in makers]
