"""Addresses are asked for as each country writes them, floor and room included, and no valid one is refused."""

import pytest

from shop.delivery import queries
from shop.delivery.types import Address, NotServed

# Real places of public life, one a country, as written there.
VALID = [
    ("DE", {"street": "Bodestraße 1-3", "postal_code": "10178", "city": "Berlin"}),
    ("GB", {"street": "Great Russell Street", "postal_code": "wc1b 3dg", "city": "London"}),
    ("US", {"street": "1000 5th Ave", "city": "New York", "country_area": "New York", "postal_code": "10028"}),
    ("JP", {"postal_code": "110-8712", "country_area": "東京都", "street": "台東区上野公園13-9", "floor": "3"}),
    ("CN", {"postal_code": "100009", "country_area": "北京市", "city": "东城区", "street": "景山前街4号", "room": "5"}),
    ("CN", {"postal_code": "100009", "country_area": "Beijing", "city": "Dongcheng", "street": "4 Jingshan Front St"}),
    ("HK", {"country_area": "Kowloon", "city": "Tsim Sha Tsui", "street": "10 Salisbury Road"}),
    ("TW", {"postal_code": "111", "country_area": "台北市", "city": "士林區", "street": "至善路二段221號"}),
    ("IE", {"street": "Kildare Street", "city": "Dublin 2"}),
    ("AE", {"country_area": "Abu Dhabi", "street": "Saadiyat Cultural District"}),
    ("FR", {"street": "Rue de Rivoli", "postal_code": "75001", "city": "Paris"}),
    ("BR", {"street": "Av. Paulista 1578", "postal_code": "01310-200", "city": "São Paulo", "country_area": "SP"}),
    ("VN", {"street": "66 Nguyễn Thái Học", "city": "Ba Đình", "country_area": "Hà Nội", "postal_code": "100000"}),
    ("IN", {"street": "Janpath", "postal_code": "110011", "city": "New Delhi", "country_area": "Delhi"}),
    ("RU", {"street": "Дворцовая наб. 34", "city": "Пушкин", "postal_code": "190000", "country_area": "Ленинградская"}),
    ("SA", {"street": "شارع الملك", "city": "الرياض", "postal_code": "11411"}),
    ("KR", {"postal_code": "04383", "country_area": "서울특별시", "city": "용산구", "street": "서빙고로 137"}),
    ("XK", {"street": "Sheshi Nëna Terezë", "city": "Prishtina", "postal_code": "10000"}),
    ("PA", {"street": "Calle 1", "city": "Panamá"}),
]  # fmt: skip


@pytest.mark.keeps("collect.address")
@pytest.mark.parametrize(("country", "typed"), VALID)
def test_no_valid_address_is_refused(country: str, typed: dict[str, str]) -> None:
    assert queries.check_address(country, typed).errors == {}


@pytest.mark.keeps("collect.address")
def test_every_country_asks_for_floor_and_room_and_can_be_filled_in() -> None:
    for country, _name in queries.countries("en"):
        fields = queries.address_fields(country)
        assert {"street", "floor", "room"} <= {field.name for field in fields}
        full = {field.name: field.example or "Somewhere" for field in fields}
        checked = queries.check_address(country, full)
        assert not checked.errors
        letter = "\n".join(queries.address_lines(checked.address, name="Ada Lovelace")).casefold()
        assert "ada lovelace" in letter
        assert "somewhere" in letter


def test_the_fields_stand_in_the_countrys_order() -> None:
    assert [field.name for field in queries.address_fields("JP")][:3] == ["postal_code", "country_area", "street"]
    german = [field.name for field in queries.address_fields("DE")]
    assert german.index("street") < german.index("postal_code") < german.index("city")


def test_what_is_missing_is_said_at_its_field() -> None:
    errors = queries.check_address("US", {"street": "1000 5th Ave"}).errors
    assert set(errors) == {"city", "country_area", "postal_code"}
    assert errors["postal_code"] == "Please fill this in."


def test_an_unusual_code_is_a_doubt_with_an_example_and_never_an_error() -> None:
    checked = queries.check_address("DE", {"street": "Weg 1", "postal_code": "ABC", "city": "Berlin"})
    assert checked.errors == {}
    assert "26133" in checked.doubts["postal_code"]
    assert checked.address.postal_code == "ABC"


def test_full_width_digits_and_blanks_are_put_right_and_control_signs_go() -> None:
    typed = {"postal_code": " １１０-８７１２ ", "country_area": "東京都", "street": "上野公園\r\n13-9\x00"}
    address = queries.check_address("JP", typed).address
    assert (address.postal_code, address.street) == ("110-8712", "上野公園 13-9")


def test_too_long_a_line_is_refused_at_its_field() -> None:
    assert "street" in queries.check_address("DE", {"street": "x" * 121, "postal_code": "10178", "city": "B"}).errors


def test_a_letter_carries_floor_and_room_as_the_country_writes_them() -> None:
    chinese = Address("CN", "北京市", "东城区", street="景山前街4号", floor="3", room="502", postal_code="100009")
    assert "景山前街4号3层502室" in queries.address_lines(chinese, name="王芳", language="zh-hans")
    german = Address("DE", city="Berlin", street="Bodestraße 1", floor="2", postal_code="10178")
    assert queries.address_lines(german, name="A B", language="en") == [
        "A B",
        "Bodestraße 1, Floor 2",
        "10178 BERLIN",
        "Germany",
    ]


def test_unknown_countries_are_refused() -> None:
    with pytest.raises(NotServed):
        queries.check_address("ZZ", {})
