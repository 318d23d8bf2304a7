"""Every window of the bot: its map."""

from aiogram.fsm.state import State, StatesGroup


class MenuSG(StatesGroup):
    main = State()


class WelcomeSG(StatesGroup):
    hello = State()
    consent = State()
    phone = State()
    ways = State()
    about = State()
    erased = State()


class RecoverySG(StatesGroup):
    main = State()
    phone = State()
    ask = State()
    sent = State()
    objection = State()
    regain = State()
    regained = State()


class StepsSG(StatesGroup):
    list = State()


class ContactsSG(StatesGroup):
    list = State()
    card = State()
    ask = State()
    code = State()
    link = State()


class CatalogueSG(StatesGroup):
    categories = State()
    departments = State()
    services = State()
    filters = State()
    card = State()
    papers = State()
    share = State()


class SearchSG(StatesGroup):
    results = State()
    filters = State()
    settings = State()


class SituationsSG(StatesGroup):
    list = State()
    steps = State()


class MineSG(StatesGroup):
    list = State()
    service = State()
    archive = State()


class ApplySG(StatesGroup):
    gate = State()


class FormSG(StatesGroup):
    step = State()


class ApplicationsSG(StatesGroup):
    list = State()
    card = State()
    history = State()
    answers = State()
    files = State()
    withdraw = State()


class DocumentsSG(StatesGroup):
    wallet = State()
    kinds = State()
    field = State()
    pages = State()
    card = State()
    edit = State()
    delete = State()
    list = State()


class PaymentsSG(StatesGroup):
    list = State()


class ProfileSG(StatesGroup):
    view = State()
    conflicts = State()
    value = State()
    consent = State()
    erase = State()


class ConfirmSG(StatesGroup):
    card = State()
    tips = State()
    collect = State()
    bank = State()
    banked = State()
    signature = State()


class StepUpSG(StatesGroup):
    prove = State()
    pin = State()


class SecuritySG(StatesGroup):
    main = State()
    pin = State()
    totp = State()
    backup = State()
    password = State()
    phrase = State()
    lock = State()
    journal = State()
    devices = State()
    freeze = State()


class RightsSG(StatesGroup):
    main = State()
    kept = State()
    consent = State()
    looks = State()
    export = State()


class CheckSG(StatesGroup):
    ask = State()


class NotificationsSG(StatesGroup):
    news = State()
    switches = State()


class HelpSG(StatesGroup):
    main = State()
    answer = State()
    operator = State()
    commands = State()


class LanguageSG(StatesGroup):
    choose = State()
