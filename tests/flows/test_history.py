"""Ways of reading an article: what is gone on with where a decision is open."""
import pytest
from marked import read

from keruen.flows.history import WIDTH, History, best
from keruen.flows.judge import Judge
from keruen.flows.linker import Reader, link

EXPORT = "[Қазақстан|KZ] [Сербияға|RS] {28 млн доллардың} тауарын экспорттады. [Қытайға|CN] – {5 млн доллар}."


def test_the_likeliest_ways_are_kept():
    ways = [History(score=-3.0, pair=("KZ", "RS")), History(score=-1.0, pair=("RS", "KZ")), History(score=-2.0, last="none")]
    assert [way.score for way in best(ways)] == [-1.0, -2.0][:WIDTH]


def test_of_two_ways_with_the_same_outlook_the_better_one_is_kept():
    ways = [History(score=-3.0, pair=("KZ", "RS")), History(score=-1.0, pair=("KZ", "RS"))]
    assert [way.score for way in best(ways)] == [-1.0]


def test_a_fork_shares_nothing_that_changes():
    way = History(pair=("KZ", "RS"))
    way.past.add(("goods", "KZ", "RS"))
    way.add((3, 5), "goods", {"value": 5})
    fork = way.fork()
    fork.past.add(("goods", "KZ", "CN"))
    fork.of_goods["goods", "uran"] = ("KZ", "CN")
    fork.add((9, 12), "none")
    assert way.past == {("goods", "KZ", "RS")} and way.of_goods == {} and way.count == fork.count == 1
    assert [one.start for one in way.decisions()] == [3] and [one[:2] for one in fork.decisions()] == [(3, 5), (9, 12)]


class Undecided(Judge):
    """Finds both ways almost as likely for the first amount; the second amount speaks for one of them."""

    def __init__(self, later: dict[tuple, float]):
        super().__init__({})
        self.later = later

    def kind(self, features, money, look=None):
        return "goods"

    def parties(self, first, second, pairs, money, look=None):
        if money.text.startswith("28"):
            return [(("KZ", "RS"), -0.6), (("RS", "KZ"), -0.8)]
        same = {pair for pair, features in pairs.items() if "pg:frame" in features}
        return [(("KZ", "CN"), self.later[same.pop()])]


@pytest.mark.parametrize("later, first", [((-0.1, -0.1), ("KZ", "RS")), ((-2.0, -0.1), ("RS", "KZ"))])
def test_what_comes_later_decides(later, first):
    judge = Undecided(dict(zip([("KZ", "RS"), ("RS", "KZ")], later)))
    assert [one.pair for one in Reader(read(EXPORT), judge).read()] == [first, ("KZ", "CN")]


def test_every_amount_is_decided_once():
    doc = read(EXPORT)
    decided = Reader(doc, Undecided({("KZ", "RS"): -0.1, ("RS", "KZ"): -0.1})).read()
    assert [one.start for one in decided] == [ent.start for ent in doc.ents if ent.label_ == "MONEY"]
    assert [flow["value"] for flow in link(doc)] == [28_000_000, 5_000_000]


ROWS = (
    "[Қазақстан|KZ] [Сербияға|RS] {28 млн доллардың} мысын сатып, {5 млн доллардың} дәрісін сатып алды. "
    "<2023 жылы|2023> бұл екі сан тиісінше {20 млн доллар} және {3 млн доллар} болған."
)


def test_an_amount_is_told_what_stood_in_its_place_and_what_became_of_its_goods():
    asked = []

    class Notes(Judge):
        def kind(self, features, money, look=None):
            return "goods"

        def choose(self, task, options, rule, money):
            return next((option for option in options if option is not None), rule)

        def parties(self, first, second, pairs, money, look=None):
            names = {name for features in pairs.values() for name in features}
            asked.append({name.partition("=")[0].removeprefix("pg:") for name in names if "place=" in name or "goods=" in name})
            return [(("KZ", "RS") if len(asked) % 2 else ("RS", "KZ"), 0.0)]

    pairs = [one.pair for one in Reader(read(ROWS), Notes({})).read()]
    assert pairs == [("KZ", "RS"), ("RS", "KZ")] * 2
    assert "place" not in asked[0] and "place" in asked[2] and "place" in asked[3]
