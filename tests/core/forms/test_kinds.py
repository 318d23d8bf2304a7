"""Each kind of field: what people type and what is understood, what is wrong and which words they get."""

from pathlib import Path

import pytest

from core.errors import WrongAnswer
from core.forms.kinds import KINDS, Kind, kind_of, mask_typed, takes_sms
from core.forms.model import Value
from core.texts import Texts
from tests.core.forms.cases import EVERY_KIND, OPTIONS, a_field, context
from tests.core.forms.tables import CONFIRMED, UNDERSTOOD, WRONG

TEXTS = Texts(Path(__file__).parents[3] / "bot" / "texts")


def test_the_tables_cover_every_kind() -> None:
    assert set(UNDERSTOOD) == set(WRONG) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "typed", "value"), [(k, *case) for k, cases in UNDERSTOOD.items() for case in cases]
)
def test_what_is_typed_is_understood(kind: str, typed: str, value: Value) -> None:
    asked = a_field(kind)
    assert kind_of(asked).parse(typed, asked, context()).value == value
    kind_of(asked).check(value, asked, context())


@pytest.mark.parametrize(
    ("kind", "typed", "code"), [(k, *case) for k, cases in WRONG.items() for case in cases]
)
def test_what_is_wrong_is_named_with_an_example(kind: str, typed: str, code: str) -> None:
    asked = a_field(kind, "inn" if kind == "inn" else "")
    with pytest.raises(WrongAnswer) as wrong:
        kind_of(asked).parse(typed, asked, context())
    assert wrong.value.code == code
    for language in ("ru", "en"):
        words = TEXTS.error(language, code, wrong.value.params)
        assert "<code>" in words
        assert kind_of(asked).example(asked) in words or code == "money-kopecks"


@pytest.mark.parametrize(("kind", "typed", "value"), CONFIRMED)
def test_unusual_answers_are_asked_about(kind: str, typed: str, value: Value) -> None:
    asked = a_field(kind)
    parsed = kind_of(asked).parse(typed, asked, context())
    assert (parsed.value, parsed.confirm) == (value, True)
    assert parsed.note == "" or TEXTS.has("ru", f"note-{parsed.note}")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("snils", "мой снилс 112-233-445 95, паспорт 4510 123456"),
        ("date", "с 1 мая 2020 по 3 мая 2020"),
        ("phone", "8 916 123-45-67 или 8 916 123-45-68"),
        ("email", "a@mail.ru или b@mail.ru"),
        ("integer", "2 или 3"),
        ("integer", "двое или трое"),
        ("integer", "двое детей и три внука"),
        ("integer", "пять тысяч"),
        ("integer", "полтора"),
        ("integer", "не двое"),
        ("integer", "одиннадцать два"),
        ("integer", "двадцать одиннадцать"),
        ("money", "пять тысяч двести"),
        ("money", "пять шесть тысяч"),
        ("money", "десять процентов"),
        ("date", "три года назад"),
        ("date", "вчера или неделю назад"),
        ("region", "живу за границей"),
        ("choice", "почтой или лично"),
    ],
)
def test_a_sentence_with_two_answers_is_no_answer(kind: str, typed: str) -> None:
    with pytest.raises(WrongAnswer):
        kind_of(a_field(kind)).parse(typed, a_field(kind), context())


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("я помню", "Помню"),
        ("нет, не помню", "Не помню"),
        ("да", "Помню"),
        ("нет", "Не помню"),
        ("женщина", None),
    ],
)
def test_a_choice_of_two_opposites(typed: str, option: str | None) -> None:
    asked = a_field("choice", options=("Помню", "Не помню"))
    if option is None:
        with pytest.raises(WrongAnswer):
            kind_of(asked).parse(typed, asked, context())
    else:
        assert kind_of(asked).parse(typed, asked, context()).value == option


def test_a_sex_said_by_its_noun_is_understood() -> None:
    asked = a_field("choice", options=("Мужской", "Женский"))
    assert kind_of(asked).parse("женщина", asked, context()).value == "Женский"


def test_a_given_name_put_first_is_asked_about() -> None:
    asked = a_field("full_name")
    parsed = kind_of(asked).parse("Анна Петровна Смирнова", asked, context())
    assert parsed.value == "Анна Петровна Смирнова"
    assert parsed.suggestions == ("Смирнова Анна Петровна", "Анна Петровна Смирнова")
    assert kind_of(asked).parse(parsed.suggestions[0], asked, context()).suggestions == ()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_example_is_a_right_answer(kind: str) -> None:
    asked = a_field(kind)
    example = kind_of(asked).example(asked)
    parsed = kind_of(asked).parse(example, asked, context())
    assert not parsed.suggestions
    assert not parsed.confirm


SHOWN: list[tuple[str, Value, str, str]] = [
    ("passport", "4510123456", "45 10 123456", "45 10 ••• 456"),
    ("snils", "11223344595", "112-233-445 95", "112-•••-••• 95"),
    ("inn", "500100732259", "500100732259", "50••••••2259"),
    ("inn", "7707083893", "7707083893", "7707083893"),
    ("bank_account", "40817810338000000017", "40817 810 3 3800 0000017", "40817 ••• • •••• •••0017"),
    ("document_number", "II-МЮ № 123456", "II-МЮ № 123456", "II-•• № •••456"),
    ("date", "1968-03-14", "14.03.1968", "14.03.1968"),
    ("money", 150050, "1\u00a0500,50\u00a0₽", "1\u00a0500,50\u00a0₽"),
    ("phone", "+79161234567", "+7 916 123-45-67", "+7 916 123-45-67"),
    ("yes_no", True, "Да", "Да"),
    ("multichoice", list(OPTIONS[:2]), "Электронно, Лично в ведомстве", "Электронно, Лично в ведомстве"),
    ("department_code", "770001", "770-001", "770-001"),
    ("vehicle_plate", "А123ВС77", "А123ВС 77", "А123ВС 77"),
    ("integer", 12000, "12\u00a0000", "12\u00a0000"),
]


@pytest.mark.parametrize(("kind", "value", "shown", "masked"), SHOWN)
def test_values_are_shown_in_full_and_masked(kind: str, value: Value, shown: str, masked: str) -> None:
    asked = a_field(kind)
    assert kind_of(asked).show(value, asked, "ru") == shown
    assert kind_of(asked).mask(value, asked, "ru") == masked


def test_documents_are_sensitive_and_nothing_else_is() -> None:
    sensitive = {name for name, kind in KINDS.items() if kind.sensitive}
    assert sensitive == {"passport", "snils", "inn", "bank_account", "document_number"}


def test_english_is_shown_where_there_is_english() -> None:
    titles = {option: {"ru": option, "en": english} for option, english in zip(OPTIONS, "ABC", strict=True)}
    asked = a_field("choice", option_titles=titles)
    assert kind_of(asked).show("Почтой", asked, "en") == "C"
    assert kind_of(asked).buttons(asked, "en") == [("#1", "A"), ("#2", "B"), ("#3", "C")]
    assert KINDS["yes_no"].show(False, a_field("yes_no"), "en") == "No"
    assert KINDS["region"].show("Москва", a_field("region"), "en") == "Moscow"


@pytest.mark.parametrize("kind", ["choice", "yes_no"])
def test_a_button_answers_like_its_words(kind: str) -> None:
    asked = a_field(kind)
    for text, label in kind_of(asked).buttons(asked, "ru"):
        assert len(text.encode()) <= 64
        assert kind_of(asked).show(kind_of(asked).parse(text, asked, context()).value, asked, "ru") == label


def test_options_that_are_numbers_are_read_as_themselves() -> None:
    asked = a_field("choice", options=("8", "9", "10"))
    choice: Kind = kind_of(asked)
    assert choice.parse("9", asked, context()).value == "9"
    assert choice.parse("#3", asked, context()).value == "10"
    with pytest.raises(WrongAnswer):
        choice.parse("1", asked, context())


def test_a_slip_in_a_mail_server_is_offered_mended_and_as_typed() -> None:
    asked = a_field("email")
    parsed = kind_of(asked).parse("anna@gmail.con", asked, context())
    assert parsed.suggestions == ("anna@gmail.com", "anna@gmail.con")


def test_several_regions_are_offered() -> None:
    asked = a_field("region")
    parsed = kind_of(asked).parse("алтай", asked, context())
    assert {"Республика Алтай", "Алтайский край"} <= set(parsed.suggestions)
    for name in parsed.suggestions:
        assert not kind_of(asked).parse(name, asked, context()).suggestions


@pytest.mark.parametrize(
    ("field_id", "title", "right", "wrong", "code"),
    [
        ("inn", "ИНН", "500100732259", "7707083893", "inn-organisation"),
        ("applicant_inn", "ИНН организации", "7707083893", "500100732259", "inn-person"),
        ("search_inn", "ИНН предпринимателя", "500100732259", "7707083893", "inn-organisation"),
        ("search_ogrn", "ОГРНИП", "304500116000157", "1027700132195", "ogrn-length"),
        ("search_ogrn", "ОГРН организации", "1027700132195", "304500116000157", "ogrn-length"),
    ],
)
def test_the_title_says_whose_number_is_due(
    field_id: str, title: str, right: str, wrong: str, code: str
) -> None:
    asked = a_field(field_id.removeprefix("applicant_").removeprefix("search_"), field_id, title)
    kind_of(asked).parse(right, asked, context())
    with pytest.raises(WrongAnswer, match=code):
        kind_of(asked).parse(wrong, asked, context())


@pytest.mark.parametrize("number", ["500100732259", "7707083893"])
@pytest.mark.parametrize("title", ["ИНН организации или ИП", "ИНН представителя"])
def test_parties_of_any_sort_give_either_inn(title: str, number: str) -> None:
    asked = a_field("inn", "company_inn", title)
    assert kind_of(asked).parse(number, asked, context()).value == number


def test_bounds_of_a_number_are_named() -> None:
    asked = a_field("integer", "grade", min=1, max=11)
    with pytest.raises(WrongAnswer) as wrong:
        kind_of(asked).parse("12", asked, context())
    assert "от 1 до 11" in TEXTS.error("ru", wrong.value.code, wrong.value.params)


def test_nothing_to_pay_is_refused_but_no_income_is_not() -> None:
    with pytest.raises(WrongAnswer, match="money-zero"):
        KINDS["money"].parse("0", a_field("money", "amount"), context())
    assert KINDS["money"].parse("0", a_field("money", "income"), context()).value == 0


@pytest.mark.parametrize(("account", "bic"), [("bank_account", "bic"), ("payout_account", "payout_bic")])
def test_an_account_and_its_bank_must_match_in_either_order(account: str, bic: str) -> None:
    account_field, bic_field = a_field("bank_account", account), a_field("bic", bic)
    known = context({bic: "044525225"})
    assert KINDS["bank_account"].parse("40817810338000000017", account_field, known)
    with pytest.raises(WrongAnswer, match="account-key"):
        KINDS["bank_account"].parse("40817810438000000017", account_field, known)
    with pytest.raises(WrongAnswer, match="bic-key"):
        KINDS["bic"].parse("044525225", bic_field, context({account: "40817810438000000017"}))


def test_only_russian_mobiles_take_sms() -> None:
    assert takes_sms("+79161234567")
    assert not takes_sms("+74951234567")
    assert not takes_sms("+380441234567")
    assert not takes_sms("+77012345678")


def test_a_wrong_number_is_shown_back_covered() -> None:
    assert mask_typed("112-233-445 59") == "112-•••-••• 59"
    assert mask_typed("<b>1</b>") == "<•>•</b>"
    assert mask_typed("451012345") == "451••••45"
