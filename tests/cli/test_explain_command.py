import json

import pytest
from typer.testing import CliRunner

from keruen.cli import app

EXPORT = "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады."
FINE = "Соттың шешімімен кәсіпорынға 5 млн теңге айыппұл салынды."
ARABIC = "2025 -جىلى قازاقستان سەربياعا 28,6 ميلليون دوللاردىڭ تاۋارىن ەكسپورتتادى."


@pytest.fixture
def explain(rules_on_disk):
    def call(*arguments, **options):
        return CliRunner().invoke(app, ["explain", *map(str, arguments), "--model", str(rules_on_disk)], **options)

    return call


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    lines = [{"id": "a", "text": f"{EXPORT} {FINE}"}, {"id": "b", "text": ""}, {"id": "c", "text": ARABIC}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_what_is_shown(explain, news):
    result = explain(news)
    assert result.exit_code == 0, result.output
    shown = result.stdout
    assert "a: 2 amounts" in shown and "b: 0 amounts" in shown and "c: 1 amount\n" in shown
    assert "1. export KZ → RS, 2025, actual: 28600000 USD" in shown
    assert "Қазақстан Сербияға ⟦28,6 миллион доллардың⟧ тауарын экспорттады." in shown
    assert "2. no flow" in shown
    assert "rules: export (movement), KZ → RS, cue: экспорттады" in shown
    assert "destination RS: place, case 'dat', in this sentence: Сербияға" in shown
    for name in ("kind: goods", "parties: KZ → RS", "status: actual", "period: 2025", "goods: open", "evidence: "):
        assert f"   {name}" in shown


def test_pipes_get_no_colours_no_controls_and_no_broken_lines(explain, news):
    shown = explain(news).stdout
    assert not {"\x1b", "\u2068", "\u2069"} & set(shown)
    assert "قازاقستان سەربياعا ⟦28,6 ميلليون دوللاردىڭ⟧ تاۋارىن ەكسپورتتادى." in shown
    assert all(line == line.rstrip() for line in shown.split("\n"))


def test_terminals_keep_arabic_script_apart(explain, news, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = explain(news, "--document", "c").stdout
    assert "\x1b[" in shown and "\u2068سەربياعا\u2069" in shown


def test_markup_in_a_text_is_text(explain):
    shown = explain("-", input=f"[bold red]{EXPORT}[/] \\[link=x]".encode()).stdout
    assert "[bold red]" in shown


@pytest.mark.parametrize(
    "options, amounts",
    [
        ([], [("a", 1), ("a", 2), ("c", 1)]),
        (["--document", "a"], [("a", 1), ("a", 2)]),
        (["--amount", "1"], [("a", 1), ("c", 1)]),
        (["--document", "a", "--amount", "2"], [("a", 2)]),
    ],
)
def test_narrowed_and_for_machines(explain, news, options, amounts):
    result = explain(news, "--json", *options)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["document"], line["number"]) for line in lines] == amounts
    one = lines[0]
    if one["number"] == 1:
        assert one["flow"]["flow"] == "export" and one["parties"]["chosen"] == ["KZ", "RS"]
        assert len(one["kind"]["features"]) == 6
        assert {option["option"] for option in one["kind"]["options"]} == {"none", "goods", "turnover", "investment"}


def test_how_many_features(explain, news):
    lines = explain(news, "--json", "--features", "2").stdout.splitlines()
    assert len(json.loads(lines[0])["parties"]["features"]) == 2
    assert "cue=" not in explain(news, "--features", "0").stdout


@pytest.mark.parametrize(
    "options, status, complaint",
    [
        (["--document", "z"], 2, "There is no document 'z' in"),
        (["--amount", "7"], 2, "a: has 2 amounts, no number 7"),
        (["--date", "31.12.2025"], 2, "--date '31.12.2025' is no date of the form YYYY-MM-DD."),
    ],
)
def test_what_is_not_there(explain, news, options, status, complaint):
    result = explain(news, *options)
    assert result.exit_code == status
    assert complaint in result.stderr


def test_bad_input(explain, tmp_path, news):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"{broken\n")
    result = explain(bad, tmp_path / "none.txt", news)
    assert result.exit_code == 1
    assert f"{bad}:1: not a line of JSON" in result.stderr
    assert f"{tmp_path / 'none.txt'}: can't be read: No such file or directory" in result.stderr
    assert explain(bad).exit_code == 2


def test_a_relative_date_is_read_from_the_options_date(explain, tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(EXPORT.replace("2025 жылы", "Былтыр"), encoding="utf-8")
    assert "export KZ → RS, 2025, actual" in explain(path, "--date", "2026-02-26").stdout
    assert "export KZ → RS, period open, actual" in explain(path).stdout
