"""The error tree, drawn once.

Every error carries a `code` and named parameters, never text for people: the words live in Fluent
under `error-<code>`. Plug-ins translate their driver's errors into `TemporaryFailure` and
`PermanentFailure`; the outbox decides from the type alone what happens next.

    CoreError
    ├── WrongAnswer        a typed answer does not fit its field
    ├── WrongFile          an upload is not what was asked for
    ├── Refused            a rule of the service says no (wrong state, wrong level, not yours)
    │   └── NotFound       absent, or someone else's: the two look the same from outside
    ├── Unreadable         an update of which nothing can be made; it is set down as rejected
    ├── Fenced             this handler lost its claim; its transaction must not commit
    └── DeliveryFailure
        ├── TemporaryFailure   try again, not before `retry_after` seconds
        ├── AmbiguousFailure   the other side may or may not have done it
        └── PermanentFailure   trying again cannot help
"""


class CoreError(Exception):
    """An error with a stable `code` and parameters for its text."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class WrongAnswer(CoreError):
    """A typed answer does not fit its field."""


class WrongFile(CoreError):
    """An upload is not what was asked for."""


class Refused(CoreError):
    """A rule of the service says no."""


class NotFound(Refused):
    """Absent, or someone else's: the two answer exactly alike."""


class Unreadable(CoreError):
    """An update of which nothing can be made: no retry will change that."""


class Fenced(CoreError):
    """The claim this work was done under has passed to another worker."""

    def __init__(self) -> None:
        super().__init__("fenced")


class DeliveryFailure(CoreError):
    """Something outside did not take what we sent."""


class TemporaryFailure(DeliveryFailure):
    """Worth another try, not before `retry_after` seconds (None: as the retry rule says)."""

    def __init__(self, code: str, retry_after: float | None = None, **params: object) -> None:
        super().__init__(code, **params)
        self.retry_after = retry_after


class AmbiguousFailure(DeliveryFailure):
    """The request was written but no answer came: it may have been done."""


class PermanentFailure(DeliveryFailure):
    """Trying again cannot help."""
