"""The folder of a report: pages, data, CSV and what the pages need, all of it by relative address."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import srsly

from ..documents import KINDS, LABELS, STATUSES
from .passages import LETTERS, direction, paragraphs, spans
from .rows import Article, Flow, number_text
from .tables import columns, value_text, write_flows, write_totals
from .totals import totals
from .words import CONTROLS, script_json, slug, visible

HERE = Path(__file__).parent
LANGUAGES = ("kk", "kaa", "en")
ARTICLES, ASSETS, DATA = "articles", "assets", "data"
MARK = "keruen-report.json"
_PAGE = re.compile(r"\d{5,}(-[a-z0-9-]+)?\.html\Z")
# what a page may do: its own scripts and style sheets, nothing from outside, no HTML out of a script
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)


class ReportError(ValueError):
    """A report that can't be written; the message says why and what to do."""


class Site:
    """Writes the pages of articles as they come, then the page of all flows.

    folder (Path): an empty or new folder, or one that holds a report, which is replaced.
    language (str): one of `LANGUAGES`, that the pages open in; the reader may change it.
    RAISES (ReportError): if Jinja2 is missing, or the folder holds something else or can't be written.
    """

    def __init__(self, folder: Path, language: str = "kk"):
        try:
            from jinja2 import Environment, FileSystemLoader, StrictUndefined
        except ImportError:
            raise ReportError("Pages need Jinja2: pip install 'keruen[report]'") from None
        self.folder, self.language = folder, language
        self.strings = srsly.read_json(HERE / "strings.json")
        self.names = srsly.read_json(HERE / "names.json")
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        environment.globals.update(
            policy=POLICY, language=language, say=self.say, country=self.country, number=number_text, labels=LABELS,
            words=(*KINDS, *STATUSES),
        )  # fmt: skip
        self._index = environment.get_template("flows.html")
        self._article = environment.get_template("article.html")
        self.articles: list[Article] = []
        self.pages: list[str] = []
        self._begun = False
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
            raise ReportError(f"{folder} holds something else than a report; name an empty or a new folder.")

    def say(self, key: str) -> str:
        return self.strings[key][self.language]

    def country(self, code: str) -> str:
        """What a code is called, the code itself where it has no name, `?` where a party is not known."""
        return self.names[code][LANGUAGES.index(self.language)] if code in self.names else code or "?"

    def _begin(self) -> None:
        """Make the folder ready; pages of a report that it holds go only now, when there is something to put there."""
        self._begun, folder = True, self.folder
        try:
            for part in (ARTICLES, DATA):
                (folder / part).mkdir(parents=True, exist_ok=True)
            (folder / MARK).write_text("{}\n", encoding="utf-8")
            for old in (folder / ARTICLES).iterdir():
                if _PAGE.match(old.name):
                    old.unlink()
            (folder / "index.html").unlink(missing_ok=True)
            shutil.copytree(HERE / ASSETS, folder / ASSETS, dirs_exist_ok=True)
            words = {"strings": self.strings, "names": self.names}
            (folder / DATA / "words.js").write_text(f"KERUEN_WORDS={script_json(words)};\n", encoding="utf-8")
        except OSError as error:
            raise ReportError(f"{error.filename or folder} can't be written: {error.strerror or error}") from None

    def add(self, article: Article) -> None:
        """Write an article's page. Its name is a counter, so that no two are alike, and what is safe of the id."""
        if not self._begun:
            self._begin()
        number = len(self.articles) + 1
        name = "-".join(filter(None, (f"{number:05}", slug(article.id)))) + ".html"
        html = self._article.render(
            article=article,
            controls=bool(CONTROLS.search(article.text)),
            flows=[_card(flow, article) for flow in article.flows],
            direction=direction(article.script),
            text_language=_text_language(article),
            paragraphs=paragraphs(article),
        )
        self._write(self.folder / ARTICLES / name, html)
        self.articles.append(replace(article, text="", ents=[]))
        self.pages.append(f"{ARTICLES}/{name}")

    def close(self, unread: int = 0) -> None:
        """Write the page of all flows, its data and the CSV files.

        unread (int): how many inputs the report lacks; the page says so.
        """
        if not self._begun:
            self._begin()
        flows = sum(len(article.flows) for article in self.articles)
        data = columns(self.articles, self.pages)
        self._write(self.folder / DATA / "flows.js", f"KERUEN_DATA={script_json(data)};\n")
        try:
            write_flows(self.folder / "flows.csv", self.articles, self.pages)
            write_totals(self.folder / "totals.csv", totals(self.articles))
        except OSError as error:
            raise ReportError(f"{error.filename or self.folder} can't be written: {error.strerror or error}") from None
        counts = {"articles": len(self.articles), "flows": flows, "unread": unread}
        self._write(self.folder / MARK, json.dumps(counts) + "\n")
        self._write(self.folder / "index.html", self._index.render(**counts))

    def _write(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise ReportError(f"{path} can't be written: {error.strerror or error}") from None


def _text_language(article: Article) -> str:
    """BCP 47 language of an article's text; Kazakh where it doesn't say."""
    if article.script is None:
        return article.language or "und"
    return f"{article.language or 'kk'}-{article.script}"


def _card(flow: Flow, article: Article) -> dict:
    """A flow with the words of its evidence, in the order of the text."""
    text = article.text
    evidence = [(role, LETTERS[role], visible(text[start:end])) for start, end, role in sorted(spans(flow))]
    return {"flow": flow, "value": value_text(flow), "evidence": evidence}
