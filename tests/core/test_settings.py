"""A wrong setting stops the start with one line that names it, says what is wrong and gives an example."""

from pathlib import Path

import pytest

from core.settings import Settings, WrongSetting, load_settings, mistyped

WRONG = {
    "BOT_TOKEN": "token",
    "TELEGRAM_API": "ftp://api",
    "WEBHOOK_URL": "bot.example.org",
    "DATABASE_URL": "mysql://okno",
    "REDIS_URL": "127.0.0.1:6379",
    "OKNO_REDIS_PREFIX": "a b",
    "OKNO_PORT": "80800",
    "OKNO_METRICS_PORT": "-1",
    "OKNO_PUBLIC_URL": "okno",
    "OKNO_BRAND": "",
    "OKNO_LANGUAGE": "de",
    "OKNO_TIMEZONE": "Moscow",
    "OKNO_LOG_LEVEL": "LOUD",
    "OKNO_SIM_LIMITS": "perhaps",
    "DEPARTMENTS_URL": "departments",
    "SMS_URL": "sms.example.org",
    "SMS_ABROAD": "perhaps",
    "MAIL_URL": "mail.example.org:25",
    "MAIL_FROM": "okno",
    "CODES_A_DAY": "-1",
    "KEEP_PAYLOAD_IDS_DAYS": "0",
    "KEEP_DRAFTS_DAYS": "2",
    "KEEP_UPLOADS_DAYS": "soon",
}


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_secret_may_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Docker and Kubernetes hand them over; what the environment says counts first."""
    monkeypatch.setenv("OKNO_SECRETS", str(tmp_path))
    (tmp_path / "webhook_secret").write_text("from-the-file\n")
    (tmp_path / "encryption_keys").write_text("k1:a,k2:b\n")
    settings = load_settings(_env_file=None)
    assert settings.webhook_secret.get_secret_value() == "from-the-file"
    assert settings.encryption_keys == ("k1:a", "k2:b")
    monkeypatch.setenv("WEBHOOK_SECRET", "from-outside")
    assert load_settings(_env_file=None).webhook_secret.get_secret_value() == "from-outside"


def refusal(**overrides: object) -> str:
    with pytest.raises(WrongSetting) as caught:
        load_settings(_env_file=None, **overrides)
    return str(caught.value)


WORDS = {
    ("WEBHOOK_URL", "bot.example.org"): "is not an address that begins with http:// or https://",
    ("TELEGRAM_API", "http://"): "is not an address that begins with http:// or https://",
    ("OKNO_PORT", "80800"): "is not a whole number from 1 to 65535",
    ("OKNO_PORT", "soon"): "is not a whole number from 1 to 65535",
    ("OKNO_LANGUAGE", "de"): "is not ru or en",
    ("OKNO_BRAND", ""): "is not a name of 1 to 40 characters",
    ("DATABASE_URL", "postgresql+asyncpg://"): "names no database",
    ("DATABASE_URL", "postgresql+asyncpg://okno@db/"): "names no database",
    ("WEBHOOK_SECRET", "секрет"): "Telegram takes 1 to 256 of A-Z, a-z, 0-9, _ and - only",
}


@pytest.mark.parametrize(("name", "value"), WORDS)
def test_what_is_wrong_is_said_in_plain_words(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert refusal().startswith(f"{name}: {WORDS[name, value]}; example: {name}=")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, WRONG[name])
    line = refusal()
    assert line.startswith(f"{name}: ")
    assert f"example: {name}=" in line
    assert "\n" not in line


def test_a_secret_is_not_repeated_in_its_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "almost-a-token-with-a-secret")
    assert "secret" not in refusal()


def test_what_goes_together_is_asked_for_together() -> None:
    assert refusal(database_url="postgresql+asyncpg://x/y").startswith("ENCRYPTION_KEYS: required")
    assert refusal(webhook_url="https://bot.example.org").startswith("WEBHOOK_SECRET: required")
    for missing in ("", " , "):
        line = refusal(departments_url="https://gateway.example.org", departments_secret=missing)
        assert line.startswith("DEPARTMENTS_SECRET: required")


def test_a_mistyped_name_is_told_of_with_the_nearest_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / ".env"
    written.write_text("OKNO_BRANT=Город\nPOSTGRES_PASSWORD=x\nOKNO_DOMAIN=bot.example.org\n")
    monkeypatch.setenv("OKNO_PROT", "8081")
    monkeypatch.setenv("OKNO_WEB_PORT", "tcp://10.0.0.1:80")  # of Kubernetes
    monkeypatch.setenv("OKNO_WEB_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("OKNO_LANGUAGE", "en")
    monkeypatch.setenv("OKNO_SECRETS", str(tmp_path))
    monkeypatch.setenv("OKNO_SOMETHING_ELSE", "secret")
    assert mistyped(written) == [
        "OKNO_BRANT: there is no such setting; did you mean OKNO_BRAND?",
        "OKNO_PROT: there is no such setting; did you mean OKNO_PORT?",
        "OKNO_SOMETHING_ELSE: there is no such setting; .env.example names them all",
    ]


def test_nothing_has_to_be_set() -> None:
    settings = load_settings(_env_file=None)
    assert settings.on_sqlite
    assert not settings.bot_token.get_secret_value()
    assert not settings.loopback


def test_every_setting_stands_in_the_example() -> None:
    from tests.source import ROOT  # noqa: PLC0415

    example = (ROOT / ".env.example").read_text()
    assert [name for name in Settings.model_fields if f"{name.upper()}=" not in example] == []


@pytest.mark.parametrize(
    ("api", "movable"),
    [
        ("http://127.0.0.1:1", True),
        ("http://localhost:1", True),
        ("https://api.telegram.org", False),
        ("http://127.0.0.1.evil.org", False),
    ],
)
def test_time_may_be_moved_only_where_telegram_is_on_this_machine(api: str, movable: bool) -> None:
    assert load_settings(_env_file=None, telegram_api=api).loopback is movable


def test_the_page_needs_an_address_over_https() -> None:
    with pytest.raises(WrongSetting, match="OKNO_PUBLIC_URL"):
        load_settings(_env_file=None, sensitive_input="page", okno_public_url="http://okno.example.org")
    assert load_settings(_env_file=None, sensitive_input="page", okno_public_url="https://okno.example.org")
