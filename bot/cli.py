"""The command line. Nothing heavy is imported before a command needs it: `search` never waits for aiogram."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    help="Okno: public services in a Telegram conversation.", no_args_is_help=True, add_completion=False
)
catalogue_app = typer.Typer(help="The catalogue of services.", no_args_is_help=True)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
inbox_app = typer.Typer(help="Updates received from Telegram.", no_args_is_help=True)
outbox_app = typer.Typer(help="Messages to be sent.", no_args_is_help=True)
keys_app = typer.Typer(help="The master keys of personal data.", no_args_is_help=True)
for name, group in (
    ("catalogue", catalogue_app),
    ("db", db_app),
    ("inbox", inbox_app),
    ("outbox", outbox_app),
    ("keys", keys_app),
):
    app.add_typer(group, name=name)

CATALOGUE = Path(__file__).parent.parent / "catalogue"


class Role(StrEnum):
    all = "all"
    bot = "bot"
    web = "web"
    dispatcher = "dispatcher"


@app.command()
def run(
    role: Annotated[Role, typer.Option(help="What this process does; with SQLite only `all`.")] = Role.all,
) -> None:
    """Start the service. Without BOT_TOKEN: in the sandbox, with nothing outside this machine."""
    from bot.running import run_service  # noqa: PLC0415 - aiogram costs seconds

    _exit_on_wrong_setting(lambda: run_service(role.value))


@app.command()
def sandbox() -> None:
    """The outside world alone; bots join it with BOT_TOKEN and TELEGRAM_API."""
    from bot.running import run_sandbox  # noqa: PLC0415

    _exit_on_wrong_setting(run_sandbox)


@app.command()
def search(
    query: Annotated[
        str, typer.Argument(help="What a citizen might say; `report`: what people searched for in vain.")
    ] = "",
    batch: Annotated[bool, typer.Option(help='Read {"q": …} lines from standard input, write hits.')] = False,
    limit: Annotated[int, typer.Option(help="How many at most; --batch writes ten.", min=1, max=50)] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit ranks where it does.")] = False,
) -> None:
    """Search the catalogue, the way the bot does."""
    if query == "report":
        from core.administration import report_searches  # noqa: PLC0415

        _shown(report_searches)
        return
    from core.catalogue.load import load_catalogue  # noqa: PLC0415
    from core.catalogue.search import Search  # noqa: PLC0415
    from core.catalogue.search import batch as run_batch  # noqa: PLC0415

    if batch:
        for line in run_batch(sys.stdin):
            print(line, flush=True)
        return
    if not query.strip():
        _fail('Say what to look for: python -m bot search "потерял паспорт", or --batch.')
    catalogue = load_catalogue(CATALOGUE, _cache())
    found = Search.build(catalogue, _cache())
    if explain:
        print("\n".join(found.explain(query, catalogue, limit)))
        return
    hits = found.find(query, limit)
    if not hits:
        print("Nothing found.", file=sys.stderr)
    for hit in hits:
        service = catalogue.services[hit.id]
        print(f"{hit.score:.2f}  {service.code:<12} {service.title}")


@app.command("map")
def draw_map(
    target: Annotated[Path, typer.Argument(help="A .dot file, or .png or .svg (needs graphviz).")],
) -> None:
    """Draw every window of the bot and where its buttons lead."""
    from bot.map import draw  # noqa: PLC0415

    draw(target)


@catalogue_app.command()
def check(
    directory: Annotated[Path, typer.Argument(help="The catalogue's folder.")] = CATALOGUE,
) -> None:
    """Validate every file; prints `file:line: field: what is wrong` and exits 1 when anything is."""
    from core.catalogue import check as find_complaints  # noqa: PLC0415

    complaints = find_complaints(directory)
    for complaint in complaints:
        print(complaint)
    if complaints:
        raise typer.Exit(1)
    print("The catalogue is valid.")


@db_app.command()
def upgrade(revision: Annotated[str, typer.Argument(help="A revision, or head.")] = "head") -> None:
    """Migrate the database."""
    from core.administration import upgrade_database  # noqa: PLC0415

    _shown(lambda: upgrade_database(revision))


@inbox_app.command("list")
def inbox_list(
    state: Annotated[
        str, typer.Option(help="new, claimed, done, rejected or parked; several by commas.")
    ] = "parked",
) -> None:
    """Updates by state, newest first. Payloads are never shown."""
    from core.administration import list_inbox  # noqa: PLC0415

    _shown(lambda: list_inbox(state.split(",")))


@inbox_app.command("retry")
def inbox_retry(row: Annotated[int, typer.Argument(help="The id that `inbox list` shows.")]) -> None:
    """Handle a parked update again."""
    from core.administration import retry_inbox  # noqa: PLC0415

    _shown(lambda: retry_inbox(row))


@outbox_app.command("list")
def outbox_list(
    state: Annotated[str, typer.Option(help="new, sending, sent, unknown, undeliverable, superseded.")] = (
        "unknown,undeliverable"
    ),
) -> None:
    """Messages by state, newest first. Payloads are never shown."""
    from core.administration import list_outbox  # noqa: PLC0415

    _shown(lambda: list_outbox(state.split(",")))


@outbox_app.command("retry")
def outbox_retry(row: Annotated[int, typer.Argument(help="The id that `outbox list` shows.")]) -> None:
    """Send an undeliverable message again. One of unknown outcome may then arrive twice."""
    from core.administration import retry_outbox  # noqa: PLC0415

    _shown(lambda: retry_outbox(row))


@keys_app.command("list")
def keys_list() -> None:
    """The master keys by name, and how many data keys each wraps."""
    from core.keeping_keys import list_keys  # noqa: PLC0415

    _shown(list_keys)


@keys_app.command("rotate")
def keys_rotate() -> None:
    """Wrap every data key by a new master key, while the service runs."""
    from core.keeping_keys import rotate_keys  # noqa: PLC0415

    _shown(rotate_keys)


@keys_app.command("forget")
def keys_forget(name: Annotated[str, typer.Argument(help="A name that `keys list` shows.")]) -> None:
    """Take a master key that wraps nothing any more out of the key file."""
    from core.keeping_keys import forget_key  # noqa: PLC0415

    _shown(lambda: forget_key(name))


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new folder for the database and the files.")],
    keys: Annotated[Path | None, typer.Option(help="Another new folder, for the encryption keys.")] = None,
) -> None:
    """Back up database and files, and the keys apart; then check that the copy opens."""
    from core.backup import NotGood  # noqa: PLC0415
    from core.backup import backup as make  # noqa: PLC0415

    try:
        _shown(lambda: make(target, keys))
    except NotGood as error:
        _fail(f"The backup is not good: {error}")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A folder that `backup` made.")],
    keys: Annotated[Path | None, typer.Option(help="The folder with the encryption keys.")] = None,
    erased: Annotated[
        Path | None, typer.Option(help="The list of who asked to be forgotten: erased.list of the old home.")
    ] = None,
) -> None:
    """Restore into an empty OKNO_HOME or database, and check the result."""
    from core.backup import NotGood  # noqa: PLC0415
    from core.backup import restore as bring_back  # noqa: PLC0415

    try:
        _shown(lambda: bring_back(source, keys, erased))
    except NotGood as error:
        _fail(f"Not restored: {error}")


def _cache() -> Path:
    """Where the catalogue and the index are kept between starts: `search` needs no settings for it."""
    import os  # noqa: PLC0415

    return Path(os.environ.get("OKNO_HOME", "var")) / "cache"


def _fail(line: str) -> NoReturn:
    print(line, file=sys.stderr)
    raise typer.Exit(1)


def _shown(work: Callable[[], str | list[str]]) -> None:
    """Print what the work has to say."""

    from bot.refusals import unable  # noqa: PLC0415

    def run() -> None:
        try:
            said = work()
        except Exception as error:
            if (refusal := unable(error)) is not None:
                raise refusal from None
            raise
        for line in [said] if isinstance(said, str) else said:
            print(line)
        if not said:
            print("None.", file=sys.stderr)

    _exit_on_wrong_setting(run)


def _exit_on_wrong_setting(work: Callable[[], None]) -> None:
    from core.settings import WrongSetting  # noqa: PLC0415

    try:
        work()
    except WrongSetting as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
