"""What the network is shown of a passage, and how it has a say."""
import numpy as np
import pytest
from asking import asked
from marked import read

from keruen.flows import network
from keruen.flows.judge import KINDS, Judge
from keruen.flows.linker import Reader, link
from keruen.flows.wording import (
    AFTER, BEFORE, DESTINATION, EARLIER, EITHER, FAMILIES, FARTHEST, ORIGIN, TITLE, UNNAMED, Wording, _step,
)  # fmt: skip

SALE = "[Өзбекстан|UZ] <2025 жылы|2025> [Ресейден|RU] {3 млрд доллардың} мұнайын сатып алды."
PLAIN = "Ауа райы жылы болды. "
FAR = "[Қазақстан|KZ] мен [Сербия|RS]. " + PLAIN * 9 + "Экспорт {5 млн доллар} болды. " + PLAIN * 3
PASSAGES = [SALE, FAR, "Кәсіпорын {5 млн доллар} айыппұл төледі.", PLAIN + SALE + " Бұл елге {2 млн доллар} құйылды."]


def wording(doc):
    _, reading = asked(doc)
    return Wording(reading)


class Noted(Judge):
    """Keeps what it was asked."""

    def __init__(self):
        super().__init__({})
        self.looks = []

    def kind(self, features, money, look=None):
        return "goods"

    def parties(self, first, second, pairs, money, look=None):
        self.looks.append((look, list(pairs)))
        return super().parties(first, second, pairs, money, look)


def looks(doc):
    judge = Noted()
    Reader(doc, judge).read()
    return judge.looks


@pytest.mark.parametrize("marked", PASSAGES)
def test_runs_hold_the_title_and_the_sentences_near_amounts(marked):
    shown = wording(read(marked))
    sentences = shown.reading.passage.sentences
    near = {0} | {
        at for one in sentences if one.money for at in range(one.index - BEFORE, one.index + AFTER + 1) if 0 <= at < len(sentences)
    }
    tokens = [i for at in sorted(near) for i in range(sentences[at].start, sentences[at].end)]
    assert [i for start, end in shown.runs for i in range(start, end)] == tokens
    assert [shown.runs[run][0] + place for run, place in map(shown.place, tokens)] == tokens
    assert all(len(shown.columns(run)) == end - start for run, (start, end) in enumerate(shown.runs))


@pytest.mark.parametrize("script", ["Arab", "Latn-2021"])
@pytest.mark.parametrize("marked", PASSAGES)
def test_words_look_the_same_in_every_script(marked, script):
    ours, theirs = wording(read(marked)), wording(read(marked, script))
    assert [ours.columns(run) for run in range(len(ours.runs))] == [theirs.columns(run) for run in range(len(theirs.runs))]


def test_a_question_says_where_each_code_is_named():
    (look, pairs), = looks(read(SALE))
    question = look.question(pairs)
    codes = list(dict.fromkeys([None, *(code for pair in pairs for code in pair)]))
    rows = {code: question.mentions[question.owners == n] for n, code in enumerate(codes)}
    own = BEFORE  # the amount's own sentence
    assert [(first, sentence) for first, _, _, sentence in rows["UZ"]] == [(0, own)]
    assert [sentence for *_, sentence in rows["RU"]] == [own]
    assert rows["UZ"][0][2] < rows["RU"][0][2] < FARTHEST // 2, "the seller stands nearer, both before the amount"
    assert rows["KZ"].tolist() == [[-1, -1, FARTHEST, UNNAMED]], "home is named nowhere"
    assert len(question.facts) == len(codes) and question.pairs.shape == (len(pairs), 2)


def test_a_title_far_off_is_shown_as_one():
    (look, pairs), = looks(read(FAR))
    sentences = set(look.question(pairs).mentions[:, 3].tolist())
    assert TITLE in sentences


class Told(Noted):
    """Decides kinds and pairs as it is told, amount by amount; "none" is no flow."""

    def __init__(self, *told):
        super().__init__()
        self.told, self.seen = iter(told), []

    def kind(self, features, money, look=None):
        self.seen.append(look.earlier().tolist())
        family, *self.pair = next(self.told)
        return family

    def parties(self, first, second, pairs, money, look=None):
        self.looks.append((look, list(pairs)))
        return [(tuple(self.pair), 0.0)]


TWO_WAYS = (
    "[Қазақстан|KZ] былтыр [Сербияға|RS] {5 млн доллардың} мұнайын сатты. Зауыт {2 млн доллар} айыппұл төледі. "
    "Екі елдің айналымы {9 млн доллар} болды. [Сербиядан|RS] {3 млн доллардың} дәрісі келді."
)


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
def test_a_question_says_what_was_decided_before(script):
    doc = read(TWO_WAYS, script)
    judge = Told(("goods", "KZ", "RS"), ("none",), ("turnover", "KZ", "RS"), ("goods", "RS", "KZ"))
    Reader(doc, judge).read()
    sale, fine, both, _ = [(ent.start, ent.end - 1) for ent in doc.ents if ent.label_ == "MONEY"]
    goods, turnover = FAMILIES.index("goods"), FAMILIES.index("turnover")
    look, pairs = judge.looks[-1]
    question = look.question(pairs)
    assert question.earlier.tolist() == [[*both, turnover], [*sale, goods]], "the last flow first, and no fine"
    codes = list(dict.fromkeys([None, *(code for pair in pairs for code in pair)]))
    assert {(codes[code], flow, side) for code, flow, side in question.sides.tolist()} == {
        ("KZ", 0, EITHER), ("RS", 0, EITHER), ("KZ", 1, ORIGIN), ("RS", 1, DESTINATION),
    }  # fmt: skip
    assert judge.looks[0][0].question(judge.looks[0][1]).earlier.shape == (0, 3), "nothing stands before the first"
    assert judge.seen[-1] == [[*both, KINDS.index("turnover")], [*fine, KINDS.index("none")], [*sale, KINDS.index("goods")]]


def test_only_the_last_decisions_are_told():
    doc = read("[Қазақстан|KZ] [Сербияға|RS] мұнай сатты. " + "Сонда {5 млн доллардың} мұнайы кетті. " * 40)
    judge = Told(*[("goods", "KZ", "RS")] * 40)
    Reader(doc, judge).read()
    assert [len(look.question(pairs).earlier) for look, pairs in judge.looks] == [min(n, EARLIER) for n in range(40)]
    assert [len(seen) for seen in judge.seen] == [min(n, EARLIER) for n in range(40)]


@pytest.mark.parametrize("distance, step", [(0, 11), (1, 12), (-1, 10), (3, 14), (-3, 8), (10**6, FARTHEST), (-(10**6), 0)])
def test_distances_are_told_the_finer_the_nearer(distance, step):
    assert _step(distance) == step


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("marked", PASSAGES)
def test_shares_are_of_one_whole_and_the_order_of_options_is_none_of_their_matter(marked, script):
    for look, pairs in looks(read(marked, script)):
        told = network.load().parties(look, pairs)
        assert list(told) == pairs and sum(np.exp(list(told.values()))) == pytest.approx(1, abs=1e-4)
        other = network.load().parties(look, pairs[::-1])
        assert [other[pair] for pair in pairs] == pytest.approx([told[pair] for pair in pairs], abs=1e-3)
        kinds = network.load().kinds(look)
        assert list(kinds) == list(KINDS) and sum(np.exp(list(kinds.values()))) == pytest.approx(1, abs=1e-4)


class Stubborn:
    """A network that is sure of one option."""

    def __init__(self, kind, pair):
        self.kind, self.pair, self.asked = kind, pair, 0

    def kinds(self, look):
        self.asked += 1
        return {kind: 0.0 if kind == self.kind else -50.0 for kind in KINDS}

    def parties(self, look, pairs):
        self.asked += 1
        return {pair: 0.0 if pair == self.pair else -50.0 for pair in pairs}


def test_the_network_has_a_say_where_the_weights_are_unsure():
    unsure = {"kind": {"bias": [0.1, 0.2, 0.0, 0.0]}, "parties": {"og:home": 0.1}}
    doc = read(SALE)
    (flow,) = link(doc, Judge(unsure, Stubborn("goods", ("RU", "UZ"))))
    assert (flow["origin"], flow["destination"]) == ("RU", "UZ")
    (flow,) = link(doc, Judge(unsure, Stubborn("goods", ("UZ", "RU"))))
    assert (flow["origin"], flow["destination"]) == ("UZ", "RU")
    assert link(doc, Judge(unsure, Stubborn("none", None))) == []


def test_the_network_is_not_asked_where_the_weights_are_sure():
    sure = {"kind": {"bias": [9.0, 0.0, 0.0, 0.0]}}
    stubborn = Stubborn("goods", ("RU", "UZ"))
    assert link(read(SALE), Judge(sure, stubborn)) == [] and stubborn.asked == 0
