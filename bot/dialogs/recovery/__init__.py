"""«Не могу войти»: asking for an account from another Telegram account, and what both sides see of it."""

from aiogram_dialog import Dialog

from bot.dialogs.recovery.asking import ask_getter, on_ask, on_ask_message
from bot.dialogs.recovery.ending import (
    objection_getter,
    on_objection,
    on_regain,
    on_regained,
    regain_getter,
    regained_getter,
)
from bot.dialogs.recovery.ways import (
    main_getter,
    on_main,
    on_phone,
    on_phone_message,
    on_sent,
    phone_getter,
    sent_getter,
)
from bot.states import ContactsSG, MenuSG, RecoverySG, WelcomeSG
from bot.turns import on_free_message
from bot.widgets import screen
from bot.widgets.contact import ContactKeyboard


def recovery_dialog() -> Dialog:
    return Dialog(
        screen(
            RecoverySG.main,
            main_getter,
            on_main,
            on_free_message,
            (RecoverySG.phone, RecoverySG.ask, WelcomeSG.consent),
        ),
        screen(
            RecoverySG.phone,
            phone_getter,
            on_phone,
            on_phone_message,
            (RecoverySG.ask, RecoverySG.main),
            extra=[ContactKeyboard()],
            reply_keyboard=True,
        ),
        screen(RecoverySG.ask, ask_getter, on_ask, on_ask_message, (RecoverySG.sent, RecoverySG.main)),
        screen(RecoverySG.sent, sent_getter, on_sent, on_free_message, (MenuSG.main,)),
        screen(RecoverySG.objection, objection_getter, on_objection, on_free_message, (MenuSG.main,)),
        screen(RecoverySG.regain, regain_getter, on_regain, on_free_message, (RecoverySG.regained,)),
        screen(
            RecoverySG.regained,
            regained_getter,
            on_regained,
            on_free_message,
            (ContactsSG.list, MenuSG.main),
        ),
    )
