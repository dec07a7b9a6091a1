from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.numbers import (
    NOTHING,
    TOO_LONG,
    UNCLEAR,
    WITH_UNIT,
    NumberRead,
    format_number,
    read_number,
)


def value(typed: str) -> Decimal:
    read = read_number(typed)
    assert isinstance(read, NumberRead), typed
    return read.value


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1825", "1825"),
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("3.14", "3.14"),
        ("3,14", "3.14"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        ("12.345.678", "12345678"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        (",5", "0.5"),
        (" 1\u00a0234,5 ", "1234.5"),
        ("−3", "-3"),
        ("- 3", "-3"),
        ("+7", "7"),
    ],
)
def test_a_number_is_read_the_indonesian_way(typed: str, number: str) -> None:
    assert value(typed) == Decimal(number)


def test_the_reading_is_said_back() -> None:
    assert read_number("1234.5") == NumberRead(Decimal("1234.5"), "1.234,5")


@pytest.mark.parametrize("typed", ["Rp1.000", "50%", "12 km", "$5", "satu", "1e3", "5 °C", "Rp 5.000,00"])
def test_a_unit_is_told_to_stay_away(typed: str) -> None:
    assert read_number(typed) == WITH_UNIT


@pytest.mark.parametrize(
    "typed", ["1.23.4", "1..2", "1,2,3", "12 34", "-", "--3", "1.2345,6", "01.234,5", "٣", "½"]
)
def test_a_number_with_no_single_reading_is_not_guessed(typed: str) -> None:
    assert read_number(typed) == UNCLEAR


def test_nothing_and_too_much_are_told_apart() -> None:
    assert (read_number("  "), read_number("9" * 41)) == (NOTHING, TOO_LONG)
    assert str(TOO_LONG) == "Angka ini terlalu panjang. Tulis paling banyak 40 karakter."


@given(st.decimals(-(10**12), 10**12, places=6) | st.decimals(-(10**15), 10**15, places=0))
def test_what_is_written_reads_back_as_the_same_number(number: Decimal) -> None:
    assert value(format_number(number)) == number


@given(st.text(max_size=60) | st.text("0123456789.,- +", max_size=20))
def test_any_text_is_a_number_or_a_sentence(typed: str) -> None:
    assert isinstance(read_number(typed), NumberRead | Sentence)


@given(st.text("0123456789.,", max_size=12))
def test_how_it_was_read_reads_as_the_same(typed: str) -> None:
    read = read_number(typed)
    if isinstance(read, NumberRead):
        assert value(read.shown) == read.value


def test_thousands_are_grouped_and_zero_has_no_sign() -> None:
    assert format_number(Decimal("-1234567.50")) == "-1.234.567,50"
    assert format_number(Decimal("-0")) == "0"
