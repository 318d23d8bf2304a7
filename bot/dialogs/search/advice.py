"""What to do when the words brought nothing, or not what was meant."""

from bot.say import Say
from bot.widgets import Act, Rows, back_row
from bot.widgets.quoted import quoted
from core.bootstrap import Core
from core.catalogue.model import Service
from core.forms.typed import matching

# Asked for most, and told apart by their own words; shown as ways to put a request.
POPULAR = ("MVD-103", "FNS-531", "REGION_HEALTH-302", "GIBDD-502")


def advice(say: Say, query: str, found: bool) -> str:
    if not quoted(query):
        return say("search-empty")
    first = say("search-refine" if found else "search-nothing", query=quoted(query))
    return f"{first}\n{say('search-advice')}"


def advice_rows(core: Core, say: Say, query: str, found: bool) -> Rows:
    examples = [(service, words) for service, words in _examples(core) if matching(words) != matching(query)]
    return [
        *(
            [Act(say("btn-search-try", words=words), f"try:{service.code}")]
            for service, words in examples[:3]
        ),
        [Act(say("btn-search-categories"), "categories"), Act(say("btn-search-operator"), "operator")],
        back_row(say, "results" if found else "back"),
    ]


def example_words(core: Core, code: str) -> str | None:
    """The words of an example; None for what is none."""
    return next((words for service, words in _examples(core) if service.code == code), None)


def _examples(core: Core) -> list[tuple[Service, str]]:
    """Popular services with the words people ask for them by."""
    popular = (core.services.by_code(code) for code in POPULAR)
    return [(service, _words(service)) for service in popular if service is not None]


def _words(service: Service) -> str:
    return next((word for word in service.keywords if " " in word), service.title)
