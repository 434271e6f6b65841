"""Build `keruen/report/names.json`: what the pages of `keruen report` call countries and unions, in three languages.

Kazakh names of countries are the usual ones of `places_corrections.tsv`; Karakalpak and English ones come from CLDR
through Babel. Those of the unions of states in `blocs.json` stand here.
"""

import csv
import json
from pathlib import Path

from babel import Locale
from places import CORRECTIONS, MARKS

from keruen.vocabulary import read

KERUEN = Path(__file__).parent.parent / "keruen"
NAMES = KERUEN / "report" / "names.json"
# kk, kaa, en
UNIONS = {
    "EU": ("Еуропалық одақ", "Европа Аўқамы", "European Union"),
    "EAEU": ("Еуразиялық экономикалық одақ", "Евразия экономикалық аўқамы", "Eurasian Economic Union"),
    "CIS": ("ТМД", "ҒМДА", "Commonwealth of Independent States"),
    "OTS": ("Түркі мемлекеттері ұйымы", "Түркий мәмлекетлер шөлкеми", "Organization of Turkic States"),
    "SCO": ("Шанхай ынтымақтастық ұйымы", "Шанхай бирге ислесиў шөлкеми", "Shanghai Cooperation Organisation"),
    "ECO": ("Экономикалық ынтымақтастық ұйымы", "Экономикалық бирге ислесиў шөлкеми", "Economic Cooperation Organization"),
    "CSTO": ("ҰҚШҰ", "CSTO", "Collective Security Treaty Organization"),
    "OIC": ("Ислам ынтымақтастығы ұйымы", "Ислам бирге ислесиў шөлкеми", "Organisation of Islamic Cooperation"),
    "OSCE": ("ЕҚЫҰ", "ЕҚБШ", "OSCE"),
    "ASEAN": ("АСЕАН", "АСЕАН", "ASEAN"),
    "BRICS": ("БРИКС", "БРИКС", "BRICS"),
    "OPEC": ("ОПЕК", "ОПЕК", "OPEC"),
    "GCC": ("Парсы шығанағы елдерінің ынтымақтастық кеңесі", "GCC", "Gulf Cooperation Council"),
    "LAS": ("Араб мемлекеттері лигасы", "LAS", "Arab League"),
    "AFU": ("Африка одағы", "Африка аўқамы", "African Union"),
    "MERCOSUR": ("МЕРКОСУР", "МЕРКОСУР", "Mercosur"),
    "EFTA": ("ЕАСТ", "EFTA", "European Free Trade Association"),
    "APEC": ("АТЭС", "АТЭС", "APEC"),
    "NATO": ("НАТО", "НАТО", "NATO"),
    "G7": ("G7", "G7", "G7"),
    "G20": ("G20", "G20", "G20"),
}


def names() -> dict[str, list[str]]:
    """Names by code: Kazakh, Karakalpak, English.

    RAISES (KeyError): if `blocs.json` has a union that is not named here.
    """
    with CORRECTIONS.open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        usual = {row["code"]: row["names"].split("|")[0].rstrip("".join(MARKS)) for row in rows if row["kind"] == "country"}
    karakalpak, english = (Locale.parse(language).territories for language in ("kaa", "en"))
    table = {code: [name, karakalpak[code], english[code]] for code, name in usual.items()}
    table.update({code: list(UNIONS[code]) for code in read("blocs")})
    return dict(sorted(table.items()))


if __name__ == "__main__":
    lines = [f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in names().items()]
    NAMES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
