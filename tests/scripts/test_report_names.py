import json

import pytest
import report_names

NAMES = json.loads(report_names.NAMES.read_text(encoding="utf-8"))


def test_the_names_are_those_of_the_sources():
    assert report_names.names() == NAMES


@pytest.mark.parametrize(
    "code, names",
    [
        ("KZ", ["Қазақстан", "Қазақстан", "Kazakhstan"]),
        ("UZ", ["Өзбекстан", "Өзбекстан", "Uzbekistan"]),
        ("US", ["АҚШ", "Америка Қурама Штатлары", "United States"]),
        ("RS", ["Сербия", "Сербия", "Serbia"]),
        ("EAEU", ["Еуразиялық экономикалық одақ", "Евразия экономикалық аўқамы", "Eurasian Economic Union"]),
    ],
)
def test_names(code, names):
    assert NAMES[code] == names
