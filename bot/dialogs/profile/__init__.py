"""«Профиль»: what is known of the citizen, from where, and changing it."""

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.profile.conflicts import conflicts_getter, on_conflicts
from bot.dialogs.profile.consent import consent_getter, on_consent
from bot.dialogs.profile.erase import erase_getter, on_erase, on_word
from bot.dialogs.profile.value import on_profile, on_typed, on_value, value_getter
from bot.dialogs.profile.view import on_view, view_getter
from bot.states import ConfirmSG, ContactsSG, ProfileSG, RightsSG, SecuritySG, StepsSG, StepUpSG, WelcomeSG
from bot.stepup import resuming
from bot.turns import on_free_message
from bot.widgets import screen
from bot.widgets.screen import OnAction

_HANDLERS: dict[State, OnAction] = {
    ProfileSG.view: on_view,
    ProfileSG.value: on_value,
    ProfileSG.conflicts: on_conflicts,
}


async def _resume(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """Go on in the window that asked for a proof; "": whatever was typed there is typed again."""
    state = manager.current_context().state
    if do and state in _HANDLERS:
        await _HANDLERS[state](callback, do, manager)


def profile_dialog() -> Dialog:
    own = (
        ProfileSG.value,
        ProfileSG.conflicts,
        ProfileSG.consent,
        ProfileSG.erase,
        SecuritySG.main,
        StepUpSG.prove,
    )
    more = (ConfirmSG.card, ContactsSG.list, StepsSG.list)
    goes = (*own, *more, RightsSG.main, WelcomeSG.consent, WelcomeSG.phone)
    return Dialog(
        screen(ProfileSG.view, view_getter, on_view, on_free_message, goes),
        screen(ProfileSG.conflicts, conflicts_getter, on_conflicts, on_free_message, (ProfileSG.view,)),
        screen(ProfileSG.value, value_getter, on_value, on_typed, (ProfileSG.view,)),
        screen(
            ProfileSG.consent,
            consent_getter,
            on_consent,
            on_free_message,
            (ProfileSG.view, WelcomeSG.consent),
        ),
        screen(ProfileSG.erase, erase_getter, on_erase, on_word, (ProfileSG.view, WelcomeSG.erased)),
        on_start=on_profile,
        on_process_result=resuming(_resume),
    )
