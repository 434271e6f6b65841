import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from report_documents import ROOT, document_of, write_site
from typer.testing import CliRunner

from keruen.cli import app
from keruen.report import LANGUAGES, ReportError, Site
from keruen.report.site import HERE

TAGS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "div", "button", "main", "h1", "h2",
    "p", "span", "bdi", "time", "section", "article", "mark", "ol", "ul", "li", "q", "details", "summary", "form", "label",
    "select", "input", "figure", "figcaption", "strong", "noscript",
}  # fmt: skip


class Outline(HTMLParser):
    """Tags, attributes and text of a page as a browser would read them."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.text.append(data)


def keruen_report(*arguments, **options):
    return CliRunner().invoke(app, ["report", *map(str, arguments)], **options)


@pytest.fixture
def annotated(tmp_path, serbia):
    path = tmp_path / "annotated.jsonl"
    path.write_text(serbia.model_dump_json() + "\n", encoding="utf-8")
    return path


def test_a_report(annotated, tmp_path):
    folder = tmp_path / "pages"
    result = keruen_report(annotated, "-o", folder)
    assert (result.exit_code, result.output) == (0, "")
    assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} >= {
        "index.html", "articles/00001-serbia.html", "data/flows.js", "data/words.js", "flows.csv", "totals.csv",
        "assets/report.css", "assets/vendor/echarts.min.js", "assets/vendor/echarts.LICENSE",
    }  # fmt: skip
    assert json.loads((folder / "keruen-report.json").read_text()) == {"articles": 1, "flows": 2, "unread": 0}
    page = (folder / "articles" / "00001-serbia.html").read_text(encoding="utf-8")
    assert '<mark class="e gpe" title="RS"><span data-f="1p 2p">Сербияға</span></mark>' in page


def test_some_input_bad(annotated, tmp_path):
    with annotated.open("a") as lines:
        lines.write("{\n")
    result = keruen_report(annotated, "-o", tmp_path / "pages")
    assert result.exit_code == 1
    assert f"{annotated}:2: not a line of JSON" in result.stderr and "1 of 2 inputs are not in the report" in result.stderr
    page = (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")
    assert '<p class="notice"><span data-say="unread" data-n="1">1 құжат оқылмады және мұнда жоқ.</span></p>' in page


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["missing.jsonl", "-o", "pages"], "missing.jsonl: can't be read: No such file or directory"),
        (["annotated.jsonl", "-o", "pages", "--lang", "ru"], "--lang 'ru' is none of kk, kaa, en."),
        (["annotated.jsonl", "-o", "."], ". holds something else than a report; name an empty or a new folder."),
        (["annotated.jsonl", "-o", "annotated.jsonl"], "annotated.jsonl holds something else than a report"),
        (["annotated.jsonl", "-o", "annotated.jsonl/pages"], "can't be written: Not a directory"),
    ],
)
def test_nothing_could_be_done(annotated, tmp_path, monkeypatch, arguments, complaint):
    monkeypatch.chdir(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    result = keruen_report(*arguments)
    assert result.exit_code == 2 and complaint in result.stderr
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_without_jinja(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(ReportError, match=r"pip install 'keruen\[report\]'"):
        Site(tmp_path / "pages")


def test_a_report_is_replaced_and_nothing_else_is(serbia, tmp_path):
    folder = write_site(tmp_path / "pages", [serbia, serbia])
    note = folder / "articles" / "note.txt"
    note.write_text("x")
    write_site(folder, [serbia])
    assert {file.name for file in (folder / "articles").iterdir()} == {"00001-serbia.html", "note.txt"}


def test_bad_input_leaves_the_report_before_as_it_is(serbia, tmp_path):
    folder = write_site(tmp_path / "pages", [serbia])
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert keruen_report(tmp_path / "missing.jsonl", "-o", folder).exit_code == 2
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_names_of_files(tmp_path):
    ids = ["a", "A", "a", "../../x", "Қазақстан", "", "con", "a/b\\c:d*e?f", "x" * 300, "\x00\u202e"]
    folder = write_site(tmp_path / "pages", [document_of(id=name, text="м") for name in ids])
    assert sorted(file.name for file in (folder / "articles").iterdir()) == [
        "00001-a.html", "00002-a.html", "00003-a.html", "00004-x.html", "00005.html", "00006.html", "00007-con.html",
        "00008-a-b-c-d-e-f.html", f"00009-{'x' * 48}.html", "00010-u-0000-u-202e.html",
    ]  # fmt: skip
    assert {file.name for file in tmp_path.iterdir()} == {"pages"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_stays_text(hostile, tmp_path, language):
    folder = write_site(tmp_path / "pages", hostile, language, file="</script><script>x.jsonl")
    pages = [*folder.glob("articles/*.html"), folder / "index.html"]
    assert len(pages) == len(hostile) + 1
    for page in pages:
        html = page.read_text(encoding="utf-8")
        outline = Outline(html)
        assert outline.tags <= TAGS
        assert [
            one for one in outline.attributes if one[1].startswith("on") or one[1] in ("style", "srcdoc", "autofocus")
        ] == []
        scripts = {value for tag, name, value in outline.attributes if tag == "script" and name == "src"}
        assert html.count("<script") == len(scripts) and all(
            re.fullmatch(r"(\.\./)?(assets|data)/[a-z/.]+\.js", src) for src in scripts
        )
        links = [value for tag, name, value in outline.attributes if name in ("href", "src", "action")]
        assert [link for link in links if re.match(r"\s*[a-z]+:", link, re.I)] == []
        assert not set("\u202e\u2066\u2028\x00\x1b") & set(html)
    first = min(folder.glob("articles/*.html")).read_text(encoding="utf-8")
    text = "".join(Outline(first).text)
    assert "{{7*7}}[U+202E]<script>window.pwned=1</script>" in text and "{% raw %}${7*7}" in text
    for name in ("flows.js", "words.js"):
        script = (folder / "data" / name).read_text(encoding="utf-8")
        assert not set("<>&\u2028\u2029\u202e") & set(script)


def test_every_string_in_three_languages():
    strings = json.loads((HERE / "strings.json").read_text(encoding="utf-8"))
    for key, entry in strings.items():
        assert tuple(entry) == LANGUAGES and all(text.strip() for text in entry.values()), key
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in entry.values()}) == 1, key
    used = set()
    for file in [*HERE.glob("templates/*.html"), *HERE.glob("assets/*.js")]:
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r"""(?:say|counted|\bt|select)\(["'](\w+)["']""", text))
        used |= set(re.findall(r"""(?:say|data-say(?:-\w+)?)[=:] ?"(\w+)["']""", text))
    assert used - set(strings) == {"how_"} and len(used) > 60


def test_what_is_vendored_is_what_is_listed():
    vendor = HERE / "assets" / "vendor"
    listed = json.loads((vendor / "vendored.json").read_text())
    for name, entry in listed["files"].items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == entry["sha256"], name
    assert {file.name for file in vendor.iterdir()} == {*listed["files"], "vendored.json"}
    assert f"{listed['package']} {listed['version']}" in (ROOT / "docs" / "credits.md").read_text().lower()
    assert sum(file.stat().st_size for file in (HERE / "assets").rglob("*") if file.is_file()) < 2_000_000
