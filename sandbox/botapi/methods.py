"""Every Bot API method that the sandbox knows, by its lower-case name."""

from aiogram import methods as m

from sandbox.botapi import account, answers, deleting, editing, groups, media, receiving, sending
from sandbox.botapi.call import Handler
from sandbox.botapi.parsing import AnyMethod

_ROOMS = (account, answers, deleting, editing, groups, media, receiving, sending)

_KINDS: tuple[type[AnyMethod], ...] = (
    m.GetMe,
    m.GetUpdates,
    m.SetWebhook,
    m.DeleteWebhook,
    m.GetWebhookInfo,
    m.GetFile,
    m.SendMessage,
    m.SendPhoto,
    m.SendDocument,
    m.SendVideo,
    m.SendAnimation,
    m.SendAudio,
    m.SendVoice,
    m.SendMediaGroup,
    m.SendLocation,
    m.SendContact,
    m.SendInvoice,
    m.SendChatAction,
    m.CopyMessage,
    m.ForwardMessage,
    m.EditMessageText,
    m.EditMessageCaption,
    m.EditMessageMedia,
    m.EditMessageReplyMarkup,
    m.DeleteMessage,
    m.DeleteMessages,
    m.PinChatMessage,
    m.UnpinChatMessage,
    m.UnpinAllChatMessages,
    m.SetMessageReaction,
    m.AnswerCallbackQuery,
    m.AnswerInlineQuery,
    m.AnswerPreCheckoutQuery,
    m.SetMyName,
    m.GetMyName,
    m.SetMyDescription,
    m.GetMyDescription,
    m.SetMyShortDescription,
    m.GetMyShortDescription,
    m.SetMyCommands,
    m.GetMyCommands,
    m.DeleteMyCommands,
    m.SetChatMenuButton,
    m.GetChatMenuButton,
    m.GetChat,
    m.GetChatMember,
    m.GetChatAdministrators,
    m.GetChatMemberCount,
    m.LeaveChat,
    m.CreateForumTopic,
    m.EditForumTopic,
    m.CloseForumTopic,
    m.ReopenForumTopic,
    m.DeleteForumTopic,
)


def _handler(kind: type[AnyMethod]) -> Handler:
    """The function named as the method is, in snake case, in one of the rooms."""
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("_")
    found: Handler = next(getattr(room, name) for room in _ROOMS if hasattr(room, name))
    return found


METHODS: dict[str, tuple[type[AnyMethod], Handler]] = {
    kind.__api_method__.lower(): (kind, _handler(kind)) for kind in _KINDS
}
