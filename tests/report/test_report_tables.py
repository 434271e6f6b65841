import csv

from report_documents import document_of, span

from keruen.report.rows import article_of
from keruen.report.tables import FLOW_COLUMNS, columns, spellings, write_flows, write_totals
from keruen.report.totals import totals


def table(write, *arguments, path):
    write(path, *arguments)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n")
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def test_flows_csv(serbia, tmp_path):
    articles = [article_of(serbia, "news.jsonl")]
    total, item = table(write_flows, articles, ["articles/00001.html"], path=tmp_path / "flows.csv")
    assert tuple(total) == FLOW_COLUMNS
    assert item == {
        "document": "serbia",
        "amount": "20 миллион доллар",
        "flow": "export",
        "origin": "KZ",
        "destination": "RS",
        "value": "20000000",
        "currency": "USD",
        "commodity": "мұнай",
        "period": "2025",
        "status": "actual",
        "date": "2026-02-26",
        "source": "news.jsonl",
        "value_max": "",
        "number": "2",
        "part_of": "1",
        "same_as": "",
        "page": "articles/00001.html#flow-2",
    }


def test_no_cell_is_a_formula(hostile, tmp_path):
    articles = [article_of(document, "=cmd.jsonl") for document in hostile]
    rows = table(write_flows, articles, ["articles/1.html"] * len(articles), path=tmp_path / "flows.csv")
    rows += table(write_totals, totals(articles), path=tmp_path / "totals.csv")
    cells = [value for row in rows for value in row.values()]
    assert len(cells) > 100 and [value for value in cells if value.lstrip()[:1] in tuple("=+-@\t\r")] == []
    assert "'=1+1" in cells


def test_columns(serbia):
    text = "Түркия Қазақстаннан 5–7 мың доллардың жүнін алды."
    flow = {
        "money": span(text, "5–7 мың доллардың"),
        "value": 5000,
        "value_max": 7000,
        "currency": "USD",
        "flow": "export",
        "origin": "KZ",
        "destination": None,
        "commodity": span(text, "жүнін"),
        "period": None,
        "status": "actual",
    }
    articles = [article_of(document, "a.jsonl") for document in (serbia, document_of(id="t", text=text, flows=[flow]))]
    data = columns(articles, ["articles/1.html", "articles/2.html"])
    rows, pools = data["rows"], data["pools"]
    assert rows["article"] == [0, 0, 1] and rows["number"] == [1, 2, 1] and rows["total"] == [-1, 0, -1]
    assert rows["max"] == {2: 7000} and rows["value"] == [28600000, 20000000, 5000]
    assert [pools["party"][number] for number in rows["destination"]] == ["RS", "RS", ""]
    assert [pools["period"][number] for number in rows["period"]] == [["2025", "2025", 20250101, 20251231]] * 2 + [
        ["", "", 0, 0]
    ]
    assert [pools["goods"][number] for number in rows["goods"]] == ["", "мұнай", "жүнін"]


def test_goods_are_found_in_every_script():
    cyrillic, arabic, other = spellings(["Мұнай", "مۇناي ونىمدەرى", "бидай"])
    assert cyrillic.split()[0] == "мұнай" and "مۇناي" in cyrillic and "mūnai" in cyrillic
    assert "мұнай" in arabic and "мұнай" not in other
