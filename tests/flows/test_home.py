"""The home country of an article: the same in every script."""
import pytest
from marked import read

from keruen.flows.home import home_of
from keruen.flows.passage import Passage

ARTICLES = {
    "Kazakh text": ("Еліміз [Қытайға|CN] {5 млн долларға} бидай сатты.", "kk", "KZ"),
    "Karakalpak text": ("Елимиз [Қытайға|CN] {5 млн долларға} буўдай сатты.", "kaa", "UZ"),
    "an agency of Uzbekistan": ("[Ташкент|UZ]. /ӨзА/. Еліміз [Қытайға|CN] {5 млн долларға} газ сатты.", "kk", "UZ"),
    "an agency of Kazakhstan abroad": ("[Душанбе|TJ]. KAZINFORM – Ел {5 млн доллар} алтын сатты.", "kk", "KZ"),
    "two agencies tell nothing": ("Kazinform агенттігі ӨзА дерегімен: {5 млн доллар}.", "kk", "KZ"),
    "a word of China's Kazakh press": ("Жұңго [Қазақстанға|KZ] {5 млн долларға} көлік сатты.", "kk", "CN"),
    "its way to write a date": ("[Үрімжі|CN], 9-айдың 10-күні. Еліміз {5 млн доллардың} жүгін шығарды.", "kk", "CN"),
    "a date of Kazakhstan's press": ("[Үрімжі|CN], 10 қыркүйек. Еліміз {5 млн доллардың} жүгін әкелді.", "kk", "KZ"),
    "a word of China beside amounts in tenge": ("Шинжяң өнірінен {5 млн теңгенің} жемісі келді.", "kk", "KZ"),
    "the only money of a home, twice": ("Жүкке {5 млн юань}, көлікке {7 млн юань} төледік.", "kk", "CN"),
    "once, of a country much named": ("[Өзбекстан|UZ] бюджетінен {5 млрд сум} бөлінді.", "kk", "UZ"),
    "once, of a country not named": ("[Конго|CD] мен [Финляндия|FI] туралы: {5 млн юань} пайда.", "kk", "KZ"),
    "a neighbour with a Kazakh press, Kazakhstan never named": (
        "[Термез|UZ] арқылы. [Өзбекстан|UZ] еліміздің {5 млн доллар} цементін [Ауғанстанға|AF] сатты.", "kk", "UZ"
    ),
    "the same where Kazakhstan is named": (
        "[Термез|UZ] арқылы. [Өзбекстан|UZ] қазақстандық ұнға {5 млн доллар} төледі.", "kk", "KZ"
    ),
    "the money of two homes": ("[Қытай|CN] {5 млн юань}, біз {7 млн юань} және {9 млн теңге} төледік.", "kk", "KZ"),
}


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("name", ARTICLES)
def test_home(name, script):
    marked, lang, home = ARTICLES[name]
    assert home_of(Passage(read(marked, script, lang))) == home


@pytest.mark.parametrize("name", ["Kazakh text", "Karakalpak text"])
def test_language_is_told_by_the_words(name):
    text, _, home = ARTICLES[name]
    words = {"KZ": " Бұл туралы үкімет және министр айтты.", "UZ": " Бул ҳаққында ҳүкимет ҳәм министр айтты."}
    assert home_of(Passage(read(text + words[home]))) == home


@pytest.mark.parametrize("text, home", [
    ("Өткен жылы бойынша нәтийже жақсы, және де ўәлаятта өзгерис бар ҳәм {5 млн долларға} өним шығарылды. Ҳәр бир ўәкил, "
     "ҳүкимет ҳәм жәмийет усы ўақытта ўазыйпаны орынлады. Тараўда ўәкиллер ҳәмме ўақытта ҳәрекетте.", "UZ"),
    ("Ұлттық компания {5 млн долларға} тауар шығарды. Үкіметтің ішінде бұл мәселе тұр, ұсыныс түсті, дұрыс деп танылды, "
     "біріншіден, екіншіден, үшіншіден, төртіншіден және тағы басқа. Ҳәм деген сөз де бар.", "KZ"),
])  # fmt: skip
def test_language_is_told_by_letters_where_they_tell_it(text, home):
    assert home_of(Passage(read(text))) == home
